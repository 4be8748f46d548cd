import type { Refused } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'

const STATUS = { 'not-yours': 403, conflict: 409, invalid: 422 } as const
const TITLES = {
  'not-yours': 'This is for somebody else',
  conflict: 'Not as things stand',
  invalid: 'This can not stand',
} as const

/** A refusal of core as the problem document that it is told as. */
export function refusalProblem({ why, code, message, mend }: Refused): ProblemError {
  return new ProblemError({ status: STATUS[why], code, title: TITLES[why], detail: message, mend })
}

/** Throws where an act was refused. */
export function orRefuse(refused: Refused | null): void {
  if (refused !== null) throw refusalProblem(refused)
}

export function conflict(code: string, title: string, detail: string, mend: string | null): ProblemError {
  return new ProblemError({ status: 409, code, title, detail, mend })
}
