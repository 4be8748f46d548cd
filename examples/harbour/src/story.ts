import { DAY_MS } from '@dayshift/core'
import { billingChapter } from './billing-chapter.ts'
import type { Chapter, Telling } from './chapter.ts'
import { invoicesChapter } from './invoices-chapter.ts'
import { settleIn } from './people.ts'
import { seededRandom } from './random.ts'
import { requestsChapter } from './requests-chapter.ts'
import { seamsChapter } from './seams-chapter.ts'
import { hostWith } from './story-client.ts'

/** The installation in which the story is told; its clock moves on by `pass`. */
export interface Past {
  readonly address: string
  readonly setupCode: string
  now(): Date
  readonly until: Date
  pass(ms: number): Promise<void>
}

const HOUR_MS = 3_600_000
/** Whoever tells it twice tells the same. */
const SEED = 20_261_128

/**
 * Tells how Harbour Billing came to its three workflows, by the acts of its people through the public API: one in the
 * middle of its transfer, one settled in operation, one in limbo. Gives the key of the host that goes on with the
 * billing replies.
 */
export async function tellHarbour(
  past: Past,
  signIn: { readonly email: string; readonly password: string },
): Promise<string> {
  const people = await settleIn(past.address, past.setupCode, signIn)
  const { secret } = await people.ada.post<{ secret: string }>('/keys', {
    name: 'Billing replies host',
    scopes: ['runs:write', 'gate:read'],
  })
  const host = hostWith(past.address, secret)
  const chapters = [billingChapter, invoicesChapter, requestsChapter, seamsChapter].map((chapter, place) => {
    const telling: Telling = { people, host, now: () => past.now(), draw: seededRandom(SEED + place) }
    return chapter(telling)
  })
  const unsent = new Map(chapters.map((chapter) => [chapter, [] as Date[]]))
  for (let midnight = dayOf(past.now()), day = 0; ; midnight += DAY_MS, day += 1) {
    const acts = chapters.flatMap((chapter) => chapter.morning(day) ?? [])
    if (acts.length > 0) {
      await goTo(past, midnight + 7 * HOUR_MS)
      await Promise.all(acts.map((act) => act()))
    }
    if (midnight + 17.5 * HOUR_MS > past.until.getTime()) return secret
    for (const chapter of chapters) if (chapter.works(day)) unsent.get(chapter)?.push(new Date(midnight))
    const working = chapters.filter((chapter) => unsent.get(chapter)?.length && sends(chapter, day))
    if (working.length === 0) continue
    await goTo(past, midnight + 17.5 * HOUR_MS)
    await Promise.all(working.map((chapter) => chapter.evening(day, unsent.get(chapter)?.splice(0) ?? [])))
  }
}

/** Hosts send every evening while pilots roll out, then every second one, and before people act on what has come. */
function sends(chapter: Chapter, day: number): boolean {
  return day < 14 || day % 2 === 1 || chapter.morning(day + 1) !== null
}

/** Midnight of its day, UTC. */
function dayOf(instant: Date): number {
  return Math.floor(instant.getTime() / DAY_MS) * DAY_MS
}

async function goTo(past: Past, instant: number): Promise<void> {
  const ms = Math.min(instant, past.until.getTime()) - past.now().getTime()
  if (ms > 0) await past.pass(ms)
}
