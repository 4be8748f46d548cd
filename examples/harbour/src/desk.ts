import { answerFirst, type Answered } from './answer-first.ts'
import { runsOfDay, type PastWorkflow, type Running } from './past-runs.ts'
import type { StoryClient } from './story-client.ts'

/** Records that one request carries. */
const BATCH = 1000
/** Cases that are closed side by side. */
const AT_ONCE = 6

/** What a person makes of a draft; `edit` gives what goes out instead. */
export interface Judgement {
  readonly kind: 'accepted' | 'edited' | 'overridden'
  readonly reason: string
  readonly edit: (output: never) => unknown
}

/** A desk where units come in and people close the cases that wait. */
export interface Desk {
  /** What was decided on a unit's draft, by unit key: what an operator remembers when she practises. */
  readonly memory: ReadonlyMap<string, Judgement['kind']>
  /** The units of some days (midnights, UTC), so many on each, are sent, each through the gate. */
  open(days: readonly Date[], units: () => number): Promise<void>
  /** What was answered before the output was shown, and what was right. */
  readonly answered: readonly Answered[]
  /** From now on some cases ask first. */
  askFirst(): void
  /** Closes at most `most` of the cases that wait, at `now`. */
  close(by: StoryClient, most: number, now: Date): Promise<void>
}

interface DeskSettings<Unit> {
  readonly workflow: PastWorkflow<Unit>
  /** Sends runs; a key's client. */
  readonly host: Pick<StoryClient, 'get' | 'post'>
  readonly draw: () => number
  readonly judge: (draw: () => number) => Judgement
}

interface Waiting {
  readonly id: string
  readonly unitKey: string
  readonly kind: string
}

/** Claims and decides one case; with no judgement the unit is done by hand. Gives what was answered first, if it was. */
async function decide(
  by: StoryClient,
  { id, unitKey, judgement }: Waiting & { readonly judgement: Judgement | null },
  shownAt: string,
  asksFirst: boolean,
): Promise<Answered | null> {
  const { token } = await by.post<{ token: number }>(`/cases/${id}/claim`)
  const said = { token, shownAt }
  const answered = asksFirst && judgement !== null ? await answerFirst(by, { id, unitKey, ...said }) : null
  if (answered !== null) return answered
  const path = `/cases/${id}/decide`
  if (judgement === null) {
    await by.post(path, { ...said, kind: 'overridden', reason: 'Done by hand.' })
  } else if (judgement.kind === 'accepted') {
    await by.post(path, { ...said, kind: 'accepted' })
  } else {
    const { contents } = await by.get<{ contents: { output: unknown } }>(`/cases/${id}`)
    const { kind, reason, edit } = judgement
    // An output of its own workflow.
    await by.post(path, { ...said, kind, reason, finalOutput: edit(contents.output as never) })
  }
  return null
}

/** She looks at one for 40 s to 4 min before she decides it. */
function shownBefore(now: Date, place: number): string {
  return new Date(now.getTime() - (40 + ((place * 67) % 200)) * 1000).toISOString()
}

export function deskOf<Unit>({ workflow, host, draw, judge }: DeskSettings<Unit>): Desk {
  const { slug } = workflow
  const memory = new Map<string, Judgement['kind']>()
  const answered: Answered[] = []
  let asksFirst = false
  let index = 0
  const judgementOn = ({ kind, unitKey }: Waiting): Judgement | null => {
    if (kind !== 'review' && kind !== 'qa-sample') return null
    const judgement = judge(draw)
    memory.set(unitKey, judgement.kind)
    return judgement
  }
  return {
    memory,
    answered,
    askFirst() {
      asksFirst = true
    },
    async open(days, unitsOn) {
      const running = await host.get<Running | { readonly release: null }>(`/workflows/${slug}/gate`)
      if (running.release === null) return
      const records = days.flatMap((day) => {
        const units = unitsOn()
        const firstIndex = index
        index += units
        return runsOfDay(workflow, { day, units, firstIndex, running }, draw)
      })
      for (let from = 0; from < records.length; from += BATCH) {
        await host.post('/runs', { records: records.slice(from, from + BATCH) })
      }
    },
    async close(by, most, now) {
      const page = await by.get<{ items: readonly Waiting[] }>(`/cases?workflow=${slug}&limit=${Math.min(200, most)}`)
      // Judged in the order in which they wait, so that whoever tells it twice tells the same.
      const waiting = page.items.slice(0, most).map((item) => ({ ...item, judgement: judgementOn(item) }))
      for (let from = 0; from < waiting.length; from += AT_ONCE) {
        const told = await Promise.all(
          waiting
            .slice(from, from + AT_ONCE)
            .map((one, place) => decide(by, one, shownBefore(now, from + place), asksFirst)),
        )
        answered.push(...told.filter((one) => one !== null))
      }
    },
  }
}
