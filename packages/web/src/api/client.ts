import createClient from 'openapi-fetch'
import { ApiProblem, isProblem, serverGone } from './problem.ts'
import type { components, paths } from './schema.d.ts'

export type Wire = components['schemas']

/** The client of `/api/v1`, typed by the generated document. */
export const client = createClient<paths>({ credentials: 'same-origin' })

interface Answer<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/** The answer's data; a refusal or a silent server is thrown as `ApiProblem`. */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await reach(call)
  if (answer.response.ok && answer.data !== undefined) return answer.data
  if (isProblem(answer.error)) throw new ApiProblem(answer.error)
  const { status } = answer.response
  // A proxy in front speaks for a server that is not there.
  if (status >= 502 && status <= 504) throw serverGone()
  throw new ApiProblem({
    status,
    code: `http-${status}`,
    title: 'The server refused',
    detail: `It answered ${status} without saying why.`,
  })
}

async function reach<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ApiProblem) throw error
    throw serverGone()
  }
}
