import type { Alert } from '@dayshift/core'
import { asSystem } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { readGround, slugOf } from './ground.ts'
import { addAlertEvents, dueIds, putOff, saveClocks, setClocksRight, type StoredAlert, takeDue } from './store.ts'
import { type AlertContext, contextOf, lookAt, tellAll, type Telling } from './tell.ts'

/** How long a process lets pass between two looks for what is due. */
const LOOK_MS = 400
const AT_A_TIME = 500
/** An alert that could not be looked at is tried again after this. */
const PUT_OFF_MS = 30_000
const AFTER_FAILURE_MS = 1_000
/** By so much the wall clock must go back against the monotonic one to be taken for set back. */
const SET_BACK_MS = 1_000

export interface Escalations {
  /** When the last look that found the database at work ended, on the monotonic clock. */
  readonly lastLookMs: () => number
  /** Ends after the look that is under way. */
  stop(): Promise<void>
}

/**
 * Looks for alerts that are due, again and again until stopped: the due times are rows, so that none is missed whatever
 * becomes of a process, and several processes share them without waiting for each other. When the database goes away, it
 * goes on as soon as it is back, and says how late it told; when the clock is set back, nobody waits for what it showed.
 */
export function startEscalations(world: World): Escalations {
  const log = world.log.child({ part: 'escalations' })
  const stopping = new AbortController()
  let lastLookMs = world.clock.monotonicMs()
  const aheadMs = () => world.clock.now().getTime() - world.clock.monotonicMs()
  // Null at the start: nobody knows what the clock was before.
  let lastAheadMs: number | null = null
  const running = (async () => {
    while (!stopping.signal.aborted) {
      let wait = LOOK_MS
      try {
        const ahead = aheadMs()
        if (lastAheadMs === null || ahead < lastAheadMs - SET_BACK_MS) await setRight(world)
        lastAheadMs = ahead
        if ((await escalateDue(world)) === AT_A_TIME) wait = 0
        lastLookMs = world.clock.monotonicMs()
      } catch (error) {
        log.warn({ err: error }, 'what is due could not be looked at; trying again')
        wait = AFTER_FAILURE_MS
      }
      await pause(wait, stopping.signal)
    }
  })()
  return {
    lastLookMs: () => lastLookMs,
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

/** Does what is due by now, however much it is. */
export async function escalateAll(world: World): Promise<void> {
  await setRight(world)
  while ((await escalateDue(world)) === AT_A_TIME);
}

function setRight(world: World): Promise<void> {
  return asSystem(world.db, (trx) => setClocksRight(trx, world.clock.now()))
}

/** Does a batch of what is due, all in one transaction; says how many alerts that were. */
async function escalateDue(world: World): Promise<number> {
  const now = world.clock.now()
  try {
    return await asSystem(world.db, async (trx) => {
      const due = await takeDue(trx, now, AT_A_TIME)
      await escalateThese(trx, world, due, now)
      return due.length
    })
  } catch (error) {
    world.log.warn({ err: error }, 'a batch of alerts could not be looked at; looking at them one by one')
    return await escalateOneByOne(world, now)
  }
}

/** One that can't be looked at must not keep the others from being told. */
async function escalateOneByOne(world: World, now: Date): Promise<number> {
  const due = await asSystem(world.db, (trx) => dueIds(trx, now, AT_A_TIME))
  for (const id of due) {
    try {
      await asSystem(world.db, async (trx) => escalateThese(trx, world, await takeDue(trx, now, 1, id), now))
    } catch (error) {
      world.log.error({ err: error, alert: id }, 'an alert could not be looked at; it is tried again')
      await asSystem(world.db, (trx) => putOff(trx, id, new Date(now.getTime() + PUT_OFF_MS)))
    }
  }
  return due.length
}

async function escalateThese(trx: Trx, world: World, due: readonly StoredAlert[], now: Date): Promise<void> {
  const contexts = new Map<string, AlertContext>()
  const after: Alert[] = []
  const tellings = new Map<string, Telling[]>()
  const touched = new Map<string, { workspaceId: string; slug: string | null }>()
  for (const stored of due) {
    const { workspaceId, departure } = stored
    const context = contexts.get(departure.on.id) ?? (await contextFor(trx, stored, now))
    contexts.set(departure.on.id, context)
    const looked = lookAt(context, stored, now)
    after.push(looked.escalation.alert)
    const of = tellings.get(workspaceId) ?? []
    of.push(...looked.tellings)
    tellings.set(workspaceId, of)
    touched.set(departure.on.id, { workspaceId, slug: slugOf(context.ground) })
  }
  await saveClocks(trx, after, now)
  for (const [workspaceId, list] of tellings) {
    await addAlertEvents(trx, world, workspaceId, await tellAll(trx, world, workspaceId, list))
  }
  for (const { workspaceId, slug } of touched.values()) {
    await publish(trx, workspaceId, { topic: 'alerts', workflow: slug, id: null })
  }
}

/** Nothing is locked but the alerts themselves: whoever acts on one holds what it stands on first, and waits for us. */
async function contextFor(trx: Trx, { workspaceId, departure }: StoredAlert, now: Date): Promise<AlertContext> {
  const ground = await readGround(trx, workspaceId, departure.on)
  if (ground === null) throw new Error(`The ${departure.on.kind} "${departure.on.id}" that has an alert is not there`)
  return contextOf(trx, workspaceId, ground, now)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
