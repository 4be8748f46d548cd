import type { Actor, DrillRight } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'
import { type DrillTeam, whyNot } from './drill-team.ts'
import { drillTitle } from './drill-title.ts'
import type { StoredDrill } from './store.ts'

/** 403: the duties that somebody holds don't let her. */
export function demand(right: DrillRight, actor: Actor, team: DrillTeam, act: string): void {
  if (right.kind === 'may') return
  throw notYours(act, whyNot(right, actor, team) ?? '', 'Ask one of them, or have the duty given to you.')
}

export function notYours(act: string, who: string, mend: string): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'not-your-drill',
    title: 'Not yours to do',
    detail: `You may not ${act}. ${who}`,
    mend,
  })
}

/** 409: what is closed stays as it is. */
export function demandOpen(drill: StoredDrill, act: string): void {
  if (drill.state !== 'closed' && drill.state !== 'called-off') return
  throw new ProblemError({
    status: 409,
    code: 'drill-closed',
    title: 'The drill is closed',
    detail: `Cannot ${act} ${drillTitle(drill)}: it is ${drill.state === 'closed' ? `closed as ${drill.closed?.verdict ?? ''}` : 'called off'}.`,
    mend: 'Begin a new one.',
  })
}

export function wrongKind(drill: StoredDrill, what: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'other-kind-of-drill',
    title: 'Another kind of drill',
    detail: `Nothing can be ${what} in ${drillTitle(drill)}.`,
  })
}

/** 422: what was asked for can't be held. */
export function invalid(path: string, message: string, value: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'drill-invalid',
    title: 'The drill can not be held like this',
    detail: `Cannot take "${value}": ${message}.`,
    errors: [{ path, message }],
  })
}
