import type { Actor } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'

/** What is told of seams is told by people. */
export function peopleOnly(actor: Actor): void {
  if (actor.kind === 'person') return
  throw new ProblemError({
    status: 403,
    code: 'people-only',
    title: 'Only a person may do this',
    detail: 'What is told of seams, who owns them and whether to automate is said by people, not by keys.',
    mend: 'Sign in and do it on the screen. Keys tell what crosses.',
  })
}

/** What was asked can't be so, as things are. */
export function refused(code: string, title: string, detail: string, mend: string): ProblemError {
  return new ProblemError({ status: 409, code, title, detail, mend })
}
