import { counted } from '../../workflows/in-words.ts'
import type { DrillFact } from '../facts.ts'
import { defineEvaluator } from './evaluator.ts'
import { idsOf, listOfWords, oneOf, wholeNumber } from './params.ts'
import { dutyName, holderOf } from './people.ts'
import { ago, daysBefore } from './say.ts'

const KINDS = ['practice', 'operator-day', 'forced-failure', 'target-check'] as const
const NAMES: { readonly [K in (typeof KINDS)[number]]: string } = {
  practice: 'practice',
  'operator-day': 'operator day',
  'forced-failure': 'forced failure',
  'target-check': 'comparison with the written target',
}

/** The last drill of a kind decides: a messy one is not healed by an older one that went well. */
export const drill = defineEvaluator({
  name: 'drill',
  says: 'The last drill of a kind was passed, not too long ago, by those who will need it.',
  params: {
    kind: oneOf('Kind of drill.', KINDS, null),
    maxAgeDays: wholeNumber('Longest time ago, in days.', 90, { least: 1, most: 400 }),
    by: idsOf('duty', 'Duties whose holders must have been drilled.', []),
    topics: listOfWords('Topics of a practice that must have been asked and passed.', []),
    passMark: wholeNumber('Right answers in percent, of each topic.', 80, { least: 1, most: 100 }),
  },
  judge({ params, playbook, facts, now }) {
    const ofKind = facts.drills.filter(({ kind, quiz }) => kind === params.kind && quiz !== true)
    const holders = params.by.map((duty) => ({ duty, holder: holderOf(facts, duty) }))
    const unfilled = holders.filter(({ holder }) => holder === null)
    const theirs = ofKind.filter(({ people }) =>
      holders.every(({ holder }) => holder !== null && people.includes(holder.id)),
    )
    const last = theirs.at(-1)
    const name = NAMES[params.kind]
    const evidence = ofKind.toReversed().map(({ id, at, verdict, findings }) => ({
      text: `${capital(name)}: ${verdict}${findings.length > 0 ? ` (${findings.join(' ')})` : ''}`,
      at,
      ref: `drill:${id}`,
    }))
    if (unfilled.length > 0) {
      return {
        verdict: 'unknown',
        sentence: `Whoever must be drilled is not named.`,
        evidence,
        missing: unfilled.map(({ duty }) => `Name one person for "${dutyName(playbook, duty)}".`),
      }
    }
    const whom = [...new Set(holders.map(({ holder }) => holder?.name ?? ''))]
    const doIt = `Hold the ${name}${whom.length > 0 ? ` with ${whom.join(' and ')}` : ''}.`
    if (last === undefined) {
      const others = ofKind.length > 0 ? `, ${ofKind.length} with others` : ''
      return {
        verdict: 'unknown',
        sentence: `No ${name} was held${whom.length > 0 ? ` with ${whom.join(' and ')}` : ''}${others}.`,
        evidence,
        missing: [doIt],
      }
    }
    if (last.verdict === 'messy') {
      return {
        verdict: 'unmet',
        sentence: `The last ${name} (${ago(last.at, now)}) was messy: it stays with the builders.`,
        evidence,
        missing: [...last.findings.map((finding) => `Cut or write first: ${finding}`), `Then repeat it. ${doIt}`],
      }
    }
    if (last.verdict === 'inconclusive') {
      return {
        verdict: 'unknown',
        sentence: `The last ${name} (${ago(last.at, now)}) showed nothing certain.`,
        evidence,
        missing: [doIt],
      }
    }
    if (last.at < daysBefore(now, params.maxAgeDays)) {
      return {
        verdict: 'unmet',
        sentence: `The last ${name} was ${ago(last.at, now)}; ${counted(params.maxAgeDays, 'day')} are the most.`,
        evidence,
        missing: [doIt],
      }
    }
    const failed = params.topics.flatMap((topic) => topicProblem(last, topic, params.passMark))
    return {
      verdict: failed.length === 0 ? 'met' : 'unmet',
      sentence: `The last ${name} was passed ${ago(last.at, now)}${failed.length > 0 ? `, but ${counted(failed.length, 'topic')} ${failed.length === 1 ? 'is' : 'are'} open` : ''}.`,
      evidence,
      missing: failed,
    }
  },
})

function topicProblem({ topics }: DrillFact, topic: string, passMark: number): string[] {
  const result = topics?.[topic]
  if (result === undefined || result.asked === 0) return [`Practise "${topic}": it was not asked.`]
  if (result.right * 100 >= passMark * result.asked) return []
  return [`Practise "${topic}" again: ${result.right} of ${result.asked} right, ${passMark} % needed.`]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
