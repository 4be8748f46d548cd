import type { ExampleSignIn, LayIn } from '@dayshift/server'
import { EXAMPLE_MANIFEST, exampleIsHere, keepHostKey, readHostKey, startExampleHost } from './example-host.ts'
import { EXAMPLE_SIGN_IN, layInExample } from './lay-in.ts'

/**
 * Lays the example into an empty server and has its tickets run through the gate while the server runs. On a later
 * start it goes on; in a workspace that isn't the example it does nothing. Gives the sign-in, or null.
 */
export async function runExample({ address, setupCode, dataDirectory, onStop }: LayIn): Promise<ExampleSignIn | null> {
  if (!exampleIsHere()) return null
  let key = readHostKey(dataDirectory)
  if (setupCode !== null) {
    key = await layInExample(address, setupCode, EXAMPLE_MANIFEST)
    keepHostKey(dataDirectory, key)
  }
  if (key === null) return null
  const host = startExampleHost(address, key, dataDirectory)
  onStop(() => host.stop())
  return EXAMPLE_SIGN_IN
}
