import { runsOfDay, type PastWorkflow, type Running } from './past-runs.ts'
import type { StoryClient } from './story-client.ts'

/** Records that one request carries. */
const BATCH = 1000

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
  /** The units of one day (midnight, UTC) come in, each through the gate. */
  open(day: Date, units: number): Promise<void>
  /** Closes at most `most` of the cases that wait. */
  close(by: StoryClient, most: number, now: Date): Promise<void>
}

interface DeskSettings<Unit> {
  readonly workflow: PastWorkflow<Unit>
  /** Sends runs; a key's client. */
  readonly host: Pick<StoryClient, 'get' | 'post'>
  readonly draw: () => number
  readonly judge: (draw: () => number) => Judgement
}

export function deskOf<Unit>({ workflow, host, draw, judge }: DeskSettings<Unit>): Desk {
  const { slug } = workflow
  const memory = new Map<string, Judgement['kind']>()
  let index = 0
  return {
    memory,
    async open(day, units) {
      const running = await host.get<Running | { readonly release: null }>(`/workflows/${slug}/gate`)
      if (running.release === null) return
      const records = runsOfDay(workflow, { day, units, firstIndex: index, running }, draw)
      index += units
      for (let from = 0; from < records.length; from += BATCH) {
        await host.post('/runs', { records: records.slice(from, from + BATCH) })
      }
    },
    async close(by, most, now) {
      const page = await by.get<{ items: readonly { id: string; unitKey: string; kind: string }[] }>(
        `/cases?workflow=${slug}&limit=${Math.min(200, most)}`,
      )
      const shownAt = now.toISOString()
      for (const { id, unitKey, kind: of } of page.items.slice(0, most)) {
        const { token } = await by.post<{ token: number }>(`/cases/${id}/claim`)
        if (of !== 'review' && of !== 'qa-sample') {
          await by.post(`/cases/${id}/decide`, { kind: 'overridden', token, shownAt, reason: 'Done by hand.' })
          continue
        }
        const { kind, reason, edit } = judge(draw)
        memory.set(unitKey, kind)
        if (kind === 'accepted') {
          await by.post(`/cases/${id}/decide`, { kind, token, shownAt })
          continue
        }
        const { contents } = await by.get<{ contents: { output: unknown } }>(`/cases/${id}`)
        // An output of its own workflow.
        await by.post(`/cases/${id}/decide`, {
          kind,
          token,
          shownAt,
          reason,
          finalOutput: edit(contents.output as never),
        })
      }
    },
  }
}
