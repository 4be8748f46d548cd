import type { FlagJudged } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'

export function refusedVerdict({ code, message, mend }: Extract<FlagJudged, { kind: 'refused' }>): ProblemError {
  return new ProblemError({ status: 422, code, title: 'Not answered', detail: message, mend })
}

export function notYours(name: string, who: readonly string[]): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'not-yours',
    title: 'Not yours to answer',
    detail: `${name} may not answer this: it takes whoever is on watch, holds a duty of the workflow, or is an admin.`,
    mend: `Ask ${who.join(' or ')}.`,
  })
}

export function noSuchFailureCase(id: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'no-such-failure-case',
    title: 'No such failure case',
    detail: `There is no failure case "${id}" of this workflow.`,
    mend: 'Choose one of the workflow, or open a new one.',
    errors: [{ path: '/failureCaseId', message: 'is none of this workflow' }],
  })
}

export function nameTaken(name: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'name-taken',
    title: 'There is one of this name',
    detail: `The workflow has a failure case "${name}" already.`,
    mend: 'Choose that one, or give this one another name.',
  })
}
