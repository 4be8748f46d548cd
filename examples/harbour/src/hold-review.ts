import type { StoryClient } from './story-client.ts'

interface Told {
  readonly verdict: 'on-course' | 'act'
  readonly words: string
  readonly deviations?: readonly string[]
  readonly closed?: readonly string[]
  readonly actions?: readonly { readonly what: string; readonly person: string; readonly due: string }[]
}

/** Holds the review of a kind that waits, with everybody there, as the one who leads it. */
export async function holdReview(who: StoryClient, workflow: string, kind: string, told: Told): Promise<void> {
  const { past } = await who.get<{ past: { id: string; kind: string; state: string }[] }>(
    `/workflows/${workflow}/reviews`,
  )
  const waits = past.find((each) => each.kind === kind && (each.state === 'due' || each.state === 'overdue'))
  if (waits === undefined) throw new Error(`No review “${kind}” of "${workflow}" waits`)
  const { packHash, attendedBy } = await who.get<{ packHash: string; attendedBy: { duty: string }[] }>(
    `/reviews/${waits.id}`,
  )
  await who.post(`/reviews/${waits.id}/hold`, {
    packHash,
    attendance: attendedBy.map(({ duty }) => ({ duty, attendance: 'present' })),
    ...told,
  })
}
