import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { Refusal } from './standing.ts'

export function noSuchChange(id: string): ProblemError {
  return notFound('change', id)
}

/** Somebody else's to do: says whose. */
export function notYours(what: string, why: string, who: readonly string[]): ProblemError {
  const named =
    who.length === 0 ? 'Nobody holds the duties that may: give them to somebody first.' : `Ask ${orList(who)}.`
  return new ProblemError({
    status: 403,
    code: 'not-yours',
    title: 'Not yours to do',
    detail: `Cannot ${what}: ${why}`,
    mend: named,
  })
}

export function onlyPeople(what: string): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'only-people',
    title: 'Only a person may do this',
    detail: `Cannot ${what} with a key: a person answers for it.`,
    mend: 'Sign in and do it yourself.',
  })
}

export function refused(what: string, { code, detail, mend }: Refusal): ProblemError {
  return new ProblemError({
    status: 409,
    code,
    title: 'The change does not allow it',
    detail: `Cannot ${what}: ${detail}`,
    mend,
  })
}

export function invalid(code: string, title: string, detail: string, mend: string): ProblemError {
  return new ProblemError({ status: 422, code, title, detail, mend })
}

function orList(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
}
