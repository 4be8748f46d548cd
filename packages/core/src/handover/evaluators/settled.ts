import { counted, listInWords } from '../../workflows/in-words.ts'
import type { ChangeFact } from '../facts.ts'
import { defineEvaluator } from './evaluator.ts'
import { listOfWords, wholeNumber } from './params.ts'
import { ago, dayOf, daysBefore, daysBetween } from './say.ts'

/** What people who care for a workflow must be able to count on. */
const PARTS = [
  'prompt',
  'model',
  'tools',
  'rules',
  'routing',
  'schema',
  'scope',
  'narrowing',
  'call',
  'limits',
] as const

/** A moving target is not handed over: nothing that people have to learn changed within the settle period. */
export const settled = defineEvaluator({
  name: 'settled',
  says: 'No prompt, model, tool or rule changed within the settle period.',
  params: {
    days: wholeNumber("Days without a change; 0: the playbook's settle period.", 0, { most: 400 }),
    parts: listOfWords('Parts of the manifest that must hold still, as changes name them.', PARTS),
  },
  judge({ params, playbook, facts, now }) {
    const days = params.days > 0 ? params.days : playbook.transfer.settleDays
    const since = daysBefore(now, days)
    const { activeRelease } = facts.workflow
    const within = `within the last ${counted(days, 'day')}`
    const recent = facts.changes
      .flatMap((change) => moves(change, params.parts))
      .filter(({ at }) => at > since && at <= now)
      .sort((a, b) => b.at.getTime() - a.at.getTime())
    if (recent.length > 0) {
      const first = recent.at(-1)
      const rhythm =
        recent.length > 1 && first !== undefined
          ? ` That is one every ${counted(Math.max(1, Math.round(daysBetween(first.at, now) / recent.length)), 'day')}: the target still moves.`
          : ''
      const newestAt = recent[0]?.at ?? now
      return {
        verdict: 'unmet',
        sentence: `${counted(recent.length, 'change')} ${within}, the last ${ago(newestAt, now)}.${rhythm}`,
        evidence: recent.map(({ id, text, at }) => ({ text, at, ref: `change:${id}` })),
        missing: [`Change nothing until ${dayOf(new Date(newestAt.getTime() + days * 86_400_000))}.`],
      }
    }
    if (activeRelease === null) {
      return {
        verdict: 'unknown',
        sentence: 'No release runs that could hold still.',
        missing: ['Take a release live.'],
      }
    }
    const age = daysBetween(activeRelease.activatedAt, now)
    const evidence = [{ text: `Release ${activeRelease.name} went live`, at: activeRelease.activatedAt, ref: null }]
    if (age < days) {
      return {
        verdict: 'unmet',
        sentence: `The release that runs went live ${ago(activeRelease.activatedAt, now)}; it must hold still for ${counted(days, 'day')}.`,
        evidence,
        missing: [`Change nothing for ${counted(days - age, 'more day')}.`],
      }
    }
    return { verdict: 'met', sentence: `Nothing changed ${within}.`, evidence }
  },
})

/** A change moves the target when it comes and again when it is taken back. */
function moves(change: ChangeFact, parts: readonly string[]): { id: string; at: Date; text: string }[] {
  const touched = change.touches.filter((part) => parts.includes(part))
  if (touched.length === 0 || change.liveAt === null) return []
  const what = listInWords(touched)
  const came = { id: change.id, at: change.liveAt, text: `Changed ${what}` }
  if (change.state !== 'rolled-back' || change.endedAt === null) return [came]
  return [came, { id: change.id, at: change.endedAt, text: `Took back the change of ${what}` }]
}
