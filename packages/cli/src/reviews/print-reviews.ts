import type { ReviewBoard, ReviewCalendar } from '@dayshift/contract'
import { dateInWords } from '@dayshift/core'
import { callServer } from '../call-server.ts'

export interface ReviewsFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

/** What waits, what comes and what was, of one workflow or of all. */
export async function printReviews(workflow: string | null, flags: ReviewsFlags): Promise<void> {
  const path = workflow === null ? '/reviews' : `/workflows/${encodeURIComponent(workflow)}/reviews`
  const answer = (await (await read(path, flags)).json()) as ReviewBoard | ReviewCalendar // checked there
  process.stdout.write(flags.json === true ? `${JSON.stringify(answer)}\n` : inWords(answer))
}

/** One review with its pack. */
export async function printPack(id: string, flags: ReviewsFlags): Promise<void> {
  const path = `/reviews/${encodeURIComponent(id)}`
  const answer = await read(flags.json === true ? path : `${path}/markdown`, flags)
  process.stdout.write(flags.json === true ? `${await answer.text()}\n` : await answer.text())
}

function read(path: string, { server, key }: ReviewsFlags): Promise<Response> {
  return callServer({ server, key, method: 'GET', path })
}

function inWords(answer: ReviewBoard | ReviewCalendar): string {
  const isOfOne = 'past' in answer
  const come = isOfOne ? answer.past : answer.reviews
  const next = isOfOne
    ? answer.next.map((review) => ({ review, workflow: answer.workflow }))
    : answer.next.map(({ review, workflow }) => ({ review, workflow }))
  const of = (name: string) => (isOfOne ? '' : `  ${name}`)
  return `${[
    answer.sentence,
    '',
    ...come.map(
      ({ state, day, name, workflow, by }) =>
        `${state.padEnd(8)} ${dateInWords(day).padStart(11)}  ${name}${of(workflow.name)}${by === null ? '' : `, signed by ${by.name}`}`,
    ),
    ...next.map(
      ({ review, workflow }) =>
        `${'comes'.padEnd(8)} ${dateInWords(review.day).padStart(11)}  ${review.name}${of(workflow.name)}`,
    ),
  ].join('\n')}\n`
}
