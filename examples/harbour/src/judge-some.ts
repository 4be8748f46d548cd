import type { StoryClient } from './story-client.ts'

export type Verdict = 'right' | 'wrong' | 'cannot-tell'

interface Next {
  readonly draw: string | null
  readonly item: {
    readonly unitKey: string
    readonly contents: { readonly input?: unknown; readonly output?: unknown }
  } | null
}

/** Judges at most `most` of the answers that are drawn for her, one after the other as they are shown. */
export async function judgeSome<Input, Output>(
  by: StoryClient,
  slug: string,
  most: number,
  verdictOf: (input: Input, output: Output) => Verdict,
): Promise<void> {
  let next = await by.get<Next>(`/workflows/${slug}/sampling/next`)
  for (let judged = 0; judged < most && next.item !== null; judged++) {
    const { unitKey, contents } = next.item
    next = await by.post<Next>(`/workflows/${slug}/sampling/verdicts`, {
      draw: next.draw,
      unitKey,
      // An input and an output of its own workflow.
      verdict: verdictOf(contents.input as Input, contents.output as Output),
    })
  }
}
