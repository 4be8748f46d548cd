import { apiKeyDigest, FLAG_TOKEN_MS, LONGEST_FLAG_TOKEN_MS, LONGEST_REPORTER, signFlagToken } from '@dayshift/core'
import type { Clock } from './clock.ts'
import type { Dayshift } from './dayshift.ts'
import { messageOf, type Tell } from './files/tell.ts'

/** Signs flag tokens with the host's API key; the key itself stays here. Never throws: null where none can be signed. */
export function createFlagToken(apiKey: string | undefined, clock: Clock, tell: Tell): Dayshift['flagToken'] {
  const digest = apiKey === undefined || apiKey === '' ? null : apiKeyDigest(apiKey)
  return (runId, reporter, options) => {
    try {
      if (digest === null) throw new Error('the host has no API key')
      const { id, name } = reporter
      if (id === '' || id.length > LONGEST_REPORTER) {
        throw new Error(`the reporter's id has ${id.length} characters; 1 to ${LONGEST_REPORTER} are taken`)
      }
      const minutes = options?.minutes ?? FLAG_TOKEN_MS / 60_000
      const expiresAt = new Date(clock.now() + Math.min(minutes * 60_000, LONGEST_FLAG_TOKEN_MS))
      const shown = name === '' ? id : name.slice(0, LONGEST_REPORTER)
      return signFlagToken(digest, { runId, reporter: { id, name: shown }, expiresAt })
    } catch (error) {
      tell('flag-token', `Cannot sign a flag token for run "${runId}": ${messageOf(error)}.`)
      return null
    }
  }
}
