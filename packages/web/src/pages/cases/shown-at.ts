import { DAY_MS } from '@dayshift/core'
const KEY = 'dayshift-shown'
const KEEP_MS = 14 * DAY_MS
const MOST = 500

/** Where the times are kept; `localStorage` fits. */
interface Shelf {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/**
 * When this output was first shown to this person, as an ISO instant; `now` where it is shown for the first time. Kept
 * in the browser, so that a page load or a second look doesn't make the reading time shorter.
 */
export function firstShownAt(shelf: Shelf, personId: string, caseId: string, runId: string, now: Date): string {
  const id = `${personId} ${caseId} ${runId}`
  const times = read(shelf)
  const known = times[id]
  if (known !== undefined) return known
  const at = now.toISOString()
  const kept = Object.entries(times)
    .filter(([, time]) => now.getTime() - Date.parse(time) < KEEP_MS)
    .slice(-MOST)
  try {
    shelf.setItem(KEY, JSON.stringify({ ...Object.fromEntries(kept), [id]: at }))
  } catch {
    // A full or forbidden shelf costs the memory over page loads, nothing else.
  }
  return at
}

function read(shelf: Shelf): { readonly [id: string]: string } {
  try {
    const parsed: unknown = JSON.parse(shelf.getItem(KEY) ?? '{}')
    return typeof parsed === 'object' && parsed !== null ? (parsed as { [id: string]: string }) : {}
  } catch {
    return {}
  }
}
