import type { ExampleSignIn, LayIn, ServeOptions } from '@dayshift/server'
import { exampleIsHere, keepHostKey, readHostKey, startExampleHost, tellStory } from './example-host.ts'

/** How to sign in to the example workspace; also shown on the sign-in page. */
export const EXAMPLE_SIGN_IN = { email: 'ada@example.com', password: 'day-shift-example' } as const

/** So many days before the first start the example's story begins. */
const STORY_DAYS = 60

/** What happened in the example workspace before its first start; nothing in an installed command without the examples. */
export function examplePast(): Pick<ServeOptions, 'past'> {
  if (!exampleIsHere()) return {}
  return {
    past: {
      days: STORY_DAYS,
      tell: async (past, dataDirectory) => keepHostKey(dataDirectory, await tellStory(past, EXAMPLE_SIGN_IN)),
    },
  }
}

/**
 * Has the example's tickets run through the gate while the server runs, at each start. In a workspace that isn't the
 * example it does nothing. Gives the sign-in, or null.
 */
export async function runExample({ address, dataDirectory, onStop }: LayIn): Promise<ExampleSignIn | null> {
  const key = exampleIsHere() ? readHostKey(dataDirectory) : null
  if (key === null) return null
  const host = startExampleHost(address, key, dataDirectory)
  onStop(() => host.stop())
  return EXAMPLE_SIGN_IN
}
