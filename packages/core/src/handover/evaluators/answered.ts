import { counted } from '../../workflows/in-words.ts'
import { ACT_KINDS } from '../acts.ts'
import { evidenceOf } from './acts.ts'
import { defineEvaluator } from './evaluator.ts'
import { dayOf } from './say.ts'

/** Told is not heard: the answer of somebody on the other side closes it. */
export const noticeAnswered = defineEvaluator({
  name: 'notice-answered',
  says: 'The receiving team was told that its work is redesigned, and somebody else answered.',
  params: {},
  judge({ facts }) {
    const sent = facts.acts.filter(({ kind }) => kind === 'notice-sent')
    const answers = facts.acts.filter(
      ({ kind, at, by }) => kind === 'notice-answered' && sent.some((notice) => notice.at <= at && notice.by !== by),
    )
    const notice = sent.at(-1)
    if (notice === undefined) {
      return {
        verdict: 'unknown',
        sentence: 'The receiving team was not told yet.',
        missing: [`Tell it, and record it: "${ACT_KINDS['notice-sent'].name}".`],
      }
    }
    const evidence = evidenceOf(
      [...sent, ...answers].sort((a, b) => a.at.getTime() - b.at.getTime()),
      facts,
    )
    if (answers.length === 0) {
      return {
        verdict: 'unmet',
        sentence: `Told on ${dayOf(notice.at)}; nobody of the receiving team has answered.`,
        evidence,
        missing: ['Have somebody of the receiving team answer.'],
      }
    }
    return {
      verdict: 'met',
      sentence: `Told and answered by ${counted(new Set(answers.map(({ by }) => by)).size, 'person').replace('persons', 'people')}.`,
      evidence,
    }
  },
})

/** Security and integration concerns are raised early and closed by name. */
export const concernsClosed = defineEvaluator({
  name: 'concerns-closed',
  says: 'IT looked at it and raised what worries it, and every concern is closed.',
  params: {},
  judge({ facts }) {
    const of = (kind: string) => facts.acts.filter((act) => act.kind === kind)
    const raised = of('concern-raised')
    const closed = of('concern-closed')
    if (raised.length === 0) {
      return {
        verdict: 'unknown',
        sentence: 'IT has raised no concern: nobody knows whether it has looked.',
        missing: ['Have IT say what it has looked at, also where nothing worries it, and close it.'],
      }
    }
    const same = (a: string | undefined, b: string | undefined) =>
      (a ?? '').trim().toLowerCase() === (b ?? '').trim().toLowerCase()
    const open = raised.filter(
      ({ at, details }) => !closed.some((act) => act.at >= at && same(act.details['what'], details['what'])),
    )
    return {
      verdict: open.length === 0 ? 'met' : 'unmet',
      sentence: `${raised.length - open.length} of ${counted(raised.length, 'concern')} closed.`,
      evidence: evidenceOf(
        [...raised, ...closed].sort((a, b) => a.at.getTime() - b.at.getTime()),
        facts,
      ),
      missing: open.map(({ details }) => `Close "${details['what'] ?? ''}".`),
    }
  },
})
