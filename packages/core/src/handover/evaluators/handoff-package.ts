import { counted } from '../../workflows/in-words.ts'
import { stateOf } from './documents.ts'
import { defineEvaluator } from './evaluator.ts'
import { idsOf, wholeNumber } from './params.ts'

/**
 * The package that a team can work with. Credentials, a demonstration, technical documents and a channel for questions
 * are no part of it: a section that holds nothing but links, addresses and channel names counts as empty.
 */
export const handoffPackage = defineEvaluator({
  name: 'handoff-package',
  says: 'The handoff package says in words when to trust, where it enters, how to flag, that it is expected, and what to do when it seems wrong.',
  params: {
    documents: idsOf('document', 'The document that is the package.', ['handoff-package']),
    leastWords: wholeNumber('Fewest words of a section, links and addresses not counted.', 8, { least: 1, most: 500 }),
  },
  judge({ params: { documents, leastWords }, playbook, facts }) {
    const wanted = playbook.documents.find(({ id }) => documents.includes(id))
    const fact = facts.documents.find(({ document }) => document === wanted?.id)
    if (wanted === undefined || fact === undefined) {
      return { verdict: 'unmet', sentence: 'There is no handoff package yet.', missing: ['Write the handoff package.'] }
    }
    const thin = wanted.sections.filter((section) => {
      const text = fact.sections.find(({ id }) => id === section.id)?.text ?? ''
      return wordsIn(text) < leastWords
    })
    const surplus = fact.sections.filter(({ id }) => !wanted.sections.some((section) => section.id === id))
    const warnings =
      surplus.length === 0
        ? []
        : [
            `${counted(surplus.length, 'section')} of it ${surplus.length === 1 ? 'counts' : 'count'} nothing: ${surplus.map(({ id }) => `"${id}"`).join(', ')}.`,
          ]
    const whole = stateOf(wanted, { playbook, facts, moment: { kind: 'not-yet' }, signed: true, read: true })
    if (thin.length === 0) return { ...whole, warnings }
    return {
      verdict: 'unmet',
      sentence: `The handoff package has ${wanted.sections.length - thin.length} of ${counted(wanted.sections.length, 'part')}.`,
      evidence: whole.evidence ?? [],
      missing: thin.map(
        ({ name }) =>
          `Write in words: "${name}". A link, a login, a demonstration or a channel for questions does not count.`,
      ),
      warnings,
    }
  },
})

/** Words without links, mail addresses, channels, mentions and paths. */
function wordsIn(text: string): number {
  const told = text.replaceAll(/\b[a-z]+:\/\/\S+|\S+@\S+\.\S+|(?:^|\s)[#@/]\S+/gi, ' ')
  return told.match(/\p{L}[\p{L}\p{N}'’-]*/gu)?.length ?? 0
}
