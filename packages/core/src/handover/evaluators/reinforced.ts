import { reinforcementOf } from '../../drills/reinforcement.ts'
import { counted } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { idsOf, wholeNumber } from './params.ts'
import { dutyName, holderOf } from './people.ts'
import { dayOf } from './say.ts'

/** Once is no training: whoever must know it has practised several times, apart, and the next time isn't overdue. */
export const reinforced = defineEvaluator({
  name: 'reinforced',
  says: 'Those who rely on it practised on past cases several times, days apart, and the next time is not overdue.',
  params: {
    by: idsOf('duty', 'Duties whose holders must have practised.', null),
    times: wholeNumber('Passed times that lie apart, of each.', 2, { least: 1, most: 10 }),
  },
  judge({ params, playbook, facts, now }) {
    const holders = params.by.map((duty) => ({ duty, holder: holderOf(facts, duty) }))
    const unfilled = holders.filter(({ holder }) => holder === null)
    const people = new Map(
      holders.flatMap(({ holder }) => (holder === null ? [] : [[holder.id, holder.name] as const])),
    )
    const sessions = facts.drills.filter(({ kind }) => kind === 'practice')
    const standing = [...people].map(([id, name]) => {
      const own = sessions.filter(({ people: who }) => who.includes(id))
      return { name, own, ...reinforcementOf(own) }
    })
    const evidence = standing.flatMap(({ name, own }) =>
      own.toReversed().map(({ id, at, quiz }) => ({
        text: `${quiz === true ? 'Quiz' : 'Practice'} of ${name}`,
        at,
        ref: `drill:${id}`,
      })),
    )
    if (unfilled.length > 0) {
      return {
        verdict: 'unknown',
        sentence: 'Whoever must practise is not named.',
        evidence,
        missing: unfilled.map(({ duty }) => `Name one person for "${dutyName(playbook, duty)}".`),
      }
    }
    const never = standing.filter(({ dueAt }) => dueAt === null)
    const missing = standing.flatMap(({ name, passes, dueAt }) => {
      if (dueAt === null) return [`Have ${name} practise on past cases.`]
      if (dueAt < now) return [`Have ${name} practise again: it was due on ${dayOf(dueAt)}.`]
      if (passes < params.times)
        return [`Have ${name} practise again from ${dayOf(dueAt)} on: ${passes} of ${params.times} times so far.`]
      return []
    })
    const said = standing.map(({ name, passes, dueAt }) =>
      dueAt === null
        ? `${name} never practised`
        : `${name} practised ${counted(passes, 'time')} apart, next by ${dayOf(dueAt)}`,
    )
    return {
      verdict: missing.length === 0 ? 'met' : never.length === standing.length ? 'unknown' : 'unmet',
      sentence: `${said.join('; ')}.`,
      evidence,
      missing,
    }
  },
})
