import { counted, listInWords } from '../../workflows/in-words.ts'
import type { ChangeFact, HandoverFacts } from '../facts.ts'
import { movesTarget, movingParts } from '../moving-parts.ts'
import { defineEvaluator } from './evaluator.ts'
import { listOfWords, wholeNumber } from './params.ts'
import { ago, dayOf, daysBefore, daysBetween } from './say.ts'
import { DAY_MS } from '../../time.ts'

/** A moving target is not handed over: nothing that people have to learn changed within the settle period. */
export const settled = defineEvaluator({
  name: 'settled',
  says: 'No prompt, model, tool or rule changed within the settle period.',
  params: {
    days: wholeNumber("Days without a change; 0: the playbook's settle period.", 0, { most: 400 }),
    parts: listOfWords(
      'Parts that must hold still, as changes name them; empty: all but wording, the runbook and the like.',
      [],
    ),
  },
  judge({ params, playbook, facts, now }) {
    const days = params.days > 0 ? params.days : playbook.transfer.settleDays
    const since = daysBefore(now, days)
    const { activeRelease } = facts.workflow
    const within = `within the last ${counted(days, 'day')}`
    const recent = movesOf(facts, params.parts, now)
      .filter(({ at }) => at > since && at <= now)
      .sort((a, b) => b.at.getTime() - a.at.getTime())
    const [last] = recent
    if (last !== undefined) {
      const first = recent.at(-1) ?? last
      const every = Math.max(1, Math.round(daysBetween(first.at, now) / recent.length))
      const rhythm = recent.length > 1 ? ` That is one every ${counted(every, 'day')}: the target still moves.` : ''
      const free = dayOf(new Date(last.at.getTime() + days * DAY_MS))
      return {
        verdict: 'unmet',
        sentence: `${counted(recent.length, 'change')} ${within}, the last ${ago(last.at, now)}.${rhythm}`,
        evidence: recent.map(({ id, text, at }) => ({ text, at, ref: id === null ? null : `change:${id}` })),
        missing: [`Change nothing until ${free}.`],
      }
    }
    if (activeRelease === null) {
      const sentence = 'No release runs that could hold still.'
      return { verdict: 'unknown', sentence, missing: ['Take a release live.'] }
    }
    const evidence = [{ text: `Release ${activeRelease.name} went live`, at: activeRelease.activatedAt, ref: null }]
    return { verdict: 'met', sentence: `Nothing changed ${within}.`, evidence }
  },
})

interface Move {
  /** Of the change; null for a release that came without one. */
  readonly id: string | null
  readonly at: Date
  readonly text: string
}

/** Every instant at which the target moved: a change came, reached all units, is still coming, or was taken back. */
function movesOf({ changes, workflow }: HandoverFacts, parts: readonly string[], now: Date): Move[] {
  const { activeRelease } = workflow
  const live = changes.filter(({ liveAt }) => liveAt !== null)
  const moves = live.flatMap((change) => movesOfChange(change, parts, now))
  if (activeRelease === null) return moves
  const { activatedAt, name } = activeRelease
  const before = live.filter(({ liveAt }) => liveAt !== null && liveAt <= activatedAt)
  // A release that no change led to is a move of its own; one of a change moved the last units when it became active.
  if (before.length === 0) return [...moves, { id: null, at: activatedAt, text: `Release ${name} went live` }]
  const newest = before.reduce((latest, each) => ((each.liveAt ?? now) >= (latest.liveAt ?? now) ? each : latest))
  if (newest.state !== 'live' || touched(newest, parts) === null) return moves
  return moves.map((move) => (move.id === newest.id && move.at < activatedAt ? { ...move, at: activatedAt } : move))
}

function movesOfChange(change: ChangeFact, parts: readonly string[], now: Date): Move[] {
  const what = touched(change, parts)
  if (what === null || change.liveAt === null) return []
  const { id, state, liveAt, endedAt } = change
  if (state === 'rolling-out') return [{ id, at: now, text: `Is changing ${what}` }]
  const came = { id, at: liveAt, text: `Changed ${what}` }
  return state === 'rolled-back' && endedAt !== null
    ? [came, { id, at: endedAt, text: `Took back the change of ${what}` }]
    : [came]
}

/** The parts of a change that must hold still, in words; null where there are none. */
function touched(change: ChangeFact, parts: readonly string[]): string | null {
  if (parts.length === 0) {
    if (!movesTarget(change)) return null
    const moving = movingParts(change)
    return moving.length === 0 ? 'something' : listInWords(moving)
  }
  const named = change.touches.filter((part) => parts.includes(part))
  return named.length === 0 ? null : listInWords(named)
}
