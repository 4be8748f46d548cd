import type { StoryClient } from './story-client.ts'

interface Seen {
  readonly contents: { readonly output?: { readonly account?: string } }
}

/** Somebody comes upon an invoice that was booked there, and says that it looks wrong. Gives the report's id. */
export async function reportBooking(
  by: StoryClient,
  slug: string,
  account: string,
  words: { readonly note: string; readonly right?: string },
): Promise<string> {
  const { items } = await by.get<{ items: readonly { id: string }[] }>(
    `/runs?workflow=${slug}&route=automatic&limit=40`,
  )
  for (const { id } of items) {
    const { contents } = await by.get<Seen>(`/runs/${id}`)
    if (contents.output?.account !== account) continue
    const flag = await by.post<{ id: string }>(`/runs/${id}/flags`, words)
    return flag.id
  }
  throw new Error(`Cannot report a booking on "${account}": none of the last 40 runs of "${slug}" is one`)
}

/** Somebody says of the newest output that took effect without a person that it looks wrong. */
export async function reportNewest(by: StoryClient, slug: string, words: { readonly note: string }): Promise<void> {
  const { items } = await by.get<{ items: readonly { id: string }[] }>(`/runs?workflow=${slug}&route=automatic&limit=1`)
  const [newest] = items
  if (newest === undefined) throw new Error(`Cannot report an output of "${slug}": none took effect without a person`)
  await by.post(`/runs/${newest.id}/flags`, words)
}

/** It is wrong: the first example of a failure case, or one more. Gives the failure case's id. */
export async function keepAsWrong(
  by: StoryClient,
  report: string,
  answer: string,
  failureCase: { readonly id: string } | { readonly name: string; readonly guidance: string },
): Promise<string> {
  const { feedback } = await by.post<{ feedback: { failureCase: { id: string } } }>(`/feedback/${report}/verdict`, {
    verdict: 'wrong',
    answer,
    ...('id' in failureCase ? { failureCaseId: failureCase.id } : { newFailureCase: failureCase }),
  })
  return feedback.failureCase.id
}
