import { counted, listInWords } from '../../workflows/in-words.ts'
import type { DocumentFact, HandoverFacts } from '../facts.ts'
import type { Playbook, PlaybookDocument } from '../playbook.ts'
import { allOf, type CriterionVerdict } from '../verdict.ts'
import { defineEvaluator, type Finding } from './evaluator.ts'
import { EVENTS, type EventMoment, momentOf } from './events.ts'
import { flag, idsOf, oneOf } from './params.ts'
import { dutyName, holderOf, nameOf } from './people.ts'
import { dayOf } from './say.ts'

/** A document counts with every section written by somebody, and signed over the words that stand there now. */
export const documents = defineEvaluator({
  name: 'documents',
  says: 'Documents are complete, signed and read as they stand now; an edit voids earlier signatures.',
  params: {
    documents: idsOf('document', 'Documents that must be complete.', null),
    signed: flag('Whether those whom the playbook names must have signed.', true),
    read: flag('Whether those whom the playbook names must have confirmed that they have read.', true),
    before: oneOf('Moment before which they must have stood as they do.', EVENTS, 'any-time'),
  },
  judge({ params, playbook, facts }) {
    const moment = momentOf(params.before, facts)
    const wanted = playbook.documents.filter(({ id }) => params.documents.includes(id))
    const states = wanted.map((document) => stateOf(document, { playbook, facts, moment, ...params }))
    const done = states.filter(({ verdict }) => verdict === 'met').length
    const [only] = states
    return {
      verdict: allOf(states.map(({ verdict }) => verdict)),
      sentence:
        states.length === 1 && only !== undefined
          ? only.sentence
          : `${done} of ${counted(states.length, 'document')} ${states.length === 1 ? 'is' : 'are'} complete.`,
      evidence: states
        .flatMap(({ evidence = [] }) => evidence)
        .sort((a, b) => (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0)),
      missing: states.flatMap(({ missing = [] }) => missing),
    }
  },
})

interface Asked {
  readonly playbook: Playbook
  readonly facts: HandoverFacts
  readonly moment: EventMoment
  readonly signed: boolean
  readonly read: boolean
}

/** Where one document stands. */
export function stateOf(document: PlaybookDocument, asked: Asked): Finding {
  const { facts, moment } = asked
  const fact = facts.documents.find((each) => each.document === document.id)
  const filled = document.sections.filter((section) =>
    fact?.sections.some(({ id, text, author }) => id === section.id && text.trim() !== '' && author.trim() !== ''),
  )
  const exposure = document.exposure === undefined ? '' : ` Without it: ${document.exposure}`
  if (fact === undefined || filled.length === 0) {
    return {
      verdict: 'unmet',
      sentence: `"${document.name}" is not written.`,
      missing: [`Write "${document.name}".${exposure}`],
    }
  }
  const evidence = [
    {
      text: `${document.name}: ${filled.length} of ${counted(document.sections.length, 'section')}`,
      at: fact.changedAt,
      ref: `document:${document.id}`,
    },
  ]
  const empty = document.sections.filter((section) => !filled.includes(section))
  if (empty.length > 0) {
    return {
      verdict: 'unmet',
      sentence: `"${document.name}" has ${filled.length} of ${counted(document.sections.length, 'section')}.`,
      evidence,
      missing: empty.map(({ name }) => `Write "${name}" in "${document.name}".${exposure}`),
    }
  }
  if (moment.kind === 'untold') {
    return {
      verdict: 'unknown',
      sentence: `Whether "${document.name}" came in time is not known.`,
      evidence,
      missing: [moment.missing],
    }
  }
  if (moment.kind === 'at' && fact.changedAt > moment.at) {
    return {
      verdict: 'unmet',
      sentence: `"${document.name}" was last changed on ${dayOf(fact.changedAt)}, after ${moment.name} (${dayOf(moment.at)}).`,
      evidence,
      missing: [
        `"${document.name}" had to stand before ${moment.name}: go back a stage, or have it waived with a reason.`,
      ],
    }
  }
  const unsigned = asked.signed ? document.signedBy.flatMap((duty) => openSignature(document, fact, duty, asked)) : []
  const unread = asked.read ? document.readBy.flatMap((duty) => openRead(document, fact, duty, asked)) : []
  const missing = [...unsigned, ...unread]
  const verdict: CriterionVerdict = missing.length === 0 ? 'met' : 'unmet'
  const signers = [
    ...new Set(fact.signatures.filter(({ hash }) => hash === fact.hash).map(({ person }) => nameOf(facts, person))),
  ].sort()
  return {
    verdict,
    sentence:
      verdict === 'met'
        ? `"${document.name}" is complete${asked.signed && document.signedBy.length > 0 ? ` and signed by ${listInWords(signers)}` : ''}.`
        : `"${document.name}" is complete; ${counted(missing.length, 'name')} ${missing.length === 1 ? 'is' : 'are'} missing under it.`,
    evidence: [
      ...fact.signatures
        .filter(({ hash }) => hash === fact.hash)
        .map(({ person, duty, at }) => ({
          text: `${document.name}: signed by ${nameOf(facts, person)} (${dutyName(asked.playbook, duty)})`,
          at,
          ref: `document:${document.id}`,
        })),
      ...evidence,
    ],
    missing,
  }
}

function openSignature(
  { name }: PlaybookDocument,
  fact: DocumentFact,
  duty: string,
  { facts, playbook }: Asked,
): string[] {
  const holder = holderOf(facts, duty)
  if (holder === null) return [`Name one person for "${dutyName(playbook, duty)}", who signs "${name}".`]
  const own = fact.signatures.filter(({ person }) => person === holder.id)
  if (own.some(({ hash }) => hash === fact.hash)) return []
  const earlier = own.at(-1)
  if (earlier === undefined) return [`Have ${holder.name} sign "${name}".`]
  return [`Have ${holder.name} sign "${name}" again: it was edited after the signature of ${dayOf(earlier.at)}.`]
}

function openRead({ name }: PlaybookDocument, fact: DocumentFact, duty: string, { facts, playbook }: Asked): string[] {
  const holder = holderOf(facts, duty)
  if (holder === null) return [`Name one person for "${dutyName(playbook, duty)}", who reads "${name}".`]
  const hasRead = fact.reads.some(({ person, hash }) => person === holder.id && hash === fact.hash)
  return hasRead ? [] : [`Have ${holder.name} confirm that she or he has read "${name}".`]
}
