import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Call } from './call/call.ts'
import { createBreaker, type Breaker } from './call/breaker.ts'
import { systemClock } from './clock.ts'
import { createControl, type Control } from './control/control.ts'
import { localState, type ControlState } from './control/gate-state.ts'
import { createReruns } from './control/reruns.ts'
import type { Dayshift, DayshiftOptions, Health, WorkflowOptions } from './dayshift.ts'
import { readSealed, writeSealed } from './files/sealed-file.ts'
import { consoleLog, createTell, messageOf } from './files/tell.ts'
import { createBudget, type Budget, type BudgetOnDisk } from './limits/budget.ts'
import { createWindow, type Window } from './limits/window.ts'
import type { Keep } from './record/record-keeper.ts'
import { createRunIds } from './record/run-ids.ts'
import { createServerLink, type ServerLink } from './server-link.ts'
import { createShipper, type Shipper } from './spool/shipper.ts'
import { takeOrphans, takeSlot, type Slot } from './spool/slot.ts'
import { createSpool, orphanOutbox, type Spool } from './spool/spool.ts'
import { createWorkflow, type WorkflowParts } from './run-workflow.ts'
import type { Workflow } from './workflow.ts'

interface Registered {
  readonly control: Control
  readonly breaker: Breaker
  readonly budget: Budget
  rerun: WorkflowParts['rerun'] | null
}

const SPOOL_BYTES = 256 * 1024 * 1024
const BEAT = 10_000

export function createDayshift(options: DayshiftOptions = {}): Dayshift {
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const tell = createTell(options.log ?? consoleLog, clock)
  const newId = createRunIds()
  const link = linkOf(options)
  const directory = options.directory === undefined ? (link === null ? null : '.dayshift-host') : options.directory
  const registered = new Map<string, Registered>()
  const local = new Map<string, ControlState>()

  const disk = directory === null ? null : openDisk(directory)
  const window = disk?.window ?? createWindow({ directory: null, inherited: [], clock, tell })
  const shipper = link === null || disk === null ? null : shipperFor(link, disk)
  let starting: Promise<void> | null = options.manifest === undefined ? null : readManifests(options.manifest)
  const beat = setInterval(beatNow, BEAT)
  beat.unref()
  let closed: Promise<void> | null = null
  let lostWithoutDisk = 0
  if (disk !== null) flushedAtExit(disk.spool)
  adoptOrphans()
  shipper?.wake()

  interface Disk {
    readonly root: string
    readonly slot: Slot
    readonly orphans: readonly Slot[]
    readonly spool: Spool
    readonly window: Window
  }

  /** Null where the directory can't be used: the gate works on, and every record counts as lost. */
  function openDisk(root: string): Disk | null {
    try {
      const slot = takeSlot(root)
      const orphans = takeOrphans(root)
      const spool = createSpool({
        directory: join(slot.directory, 'spool'),
        mostBytes: options.spoolBytes ?? SPOOL_BYTES,
        synced: options.durability === 'synced',
        tell,
      })
      const inherited = orphans.map((orphan) => join(orphan.directory, 'window'))
      return {
        root,
        slot,
        orphans,
        spool,
        window: createWindow({ directory: join(slot.directory, 'window'), inherited, clock, tell }),
      }
    } catch (error) {
      tell(
        'directory',
        `Cannot use the directory "${root}" (${messageOf(error)}): no record is kept until the host starts again with one that can be written.`,
      )
      return null
    }
  }

  function shipperFor(server: ServerLink, { root, spool }: Disk): Shipper {
    return createShipper({
      link: server,
      own: spool.outbox,
      shipMs: options.shipMs ?? 1000,
      clock,
      random,
      tell,
      refusedFile: join(root, 'refused.ndjson'),
      untold: spool.untold,
      told: spool.told,
    })
  }

  /** What dead processes left is shipped by this one; their folders go when they are empty. */
  function adoptOrphans(): void {
    for (const orphan of disk?.orphans ?? []) {
      if (shipper === null) orphan.release()
      else shipper.addOrphan(orphanOutbox(orphan.directory), () => orphan.remove())
    }
  }

  function beatNow(): void {
    for (const slot of [disk?.slot, ...(disk?.orphans ?? [])]) {
      try {
        slot?.beat()
      } catch {
        // Removed after it was emptied.
      }
    }
  }

  async function readManifests(manifests: string | readonly string[]): Promise<void> {
    for (const textOrPath of typeof manifests === 'string' ? [manifests] : manifests) {
      try {
        const { readLocalManifest } = await import('./control/local-manifest.ts')
        const { manifest, hash } = readLocalManifest(textOrPath)
        const state = localState(manifest, hash)
        local.set(manifest.workflow, state)
        registered.get(manifest.workflow)?.control.useLocal(state)
      } catch (error) {
        tell('manifest', messageOf(error))
      }
    }
    starting = null
  }

  function register(slug: string): Registered {
    const known = registered.get(slug)
    if (known !== undefined) return known
    const reruns = createReruns(directory, slug)
    const control = createControl({
      workflow: slug,
      link,
      directory,
      pullMs: options.pullMs ?? 4000,
      clock,
      random,
      tell,
      onState(state) {
        const entry = registered.get(slug)
        if (entry === undefined || entry.rerun === null) return
        for (const asked of reruns.take(state.reruns)) void entry.rerun(asked)
      },
    })
    const entry: Registered = { control, breaker: createBreaker(), budget: budgetFor(slug), rerun: null }
    registered.set(slug, entry)
    const state = local.get(slug)
    if (state !== undefined) control.useLocal(state)
    return entry
  }

  function budgetFor(slug: string): Budget {
    const file = disk === null ? null : join(disk.slot.directory, 'budget', `${slug}.json`)
    const budget = createBudget(file === null ? null : budgetAt(file), (state) => {
      if (file === null) return
      try {
        writeSealed(file, state)
      } catch (error) {
        tell(`budget-${slug}`, `Could not keep what "${slug}" has spent: ${messageOf(error)}.`)
      }
    })
    for (const orphan of disk?.orphans ?? []) {
      const left = join(orphan.directory, 'budget', `${slug}.json`)
      const spent = budgetAt(left)
      if (spent === null) continue
      budget.add(spent)
      budget.rest()
      rmSync(left, { force: true })
    }
    return budget
  }

  return {
    workflow<Input, Output>(
      slug: string,
      invoke: (input: Input, call: Call) => unknown,
      settings: WorkflowOptions = {},
    ) {
      const entry = register(slug)
      const parts = createWorkflow({
        slug,
        clock,
        random,
        newId,
        tell,
        control: entry.control,
        breaker: entry.breaker,
        budget: entry.budget,
        window,
        keep: keep(),
        written: bothWritten,
        starting: () => starting,
        invoke: (input, call) => invoke(input as Input, call), // the caller's own word; the input contract checks it
      })
      if (settings.reruns !== false) entry.rerun = parts.rerun
      // The output contract checks what the caller's types say.
      return { slug, ...parts } as unknown as Workflow<Input, Output>
    },
    async ready(timeoutMs = 2000) {
      const all = Promise.all([starting, ...[...registered.values()].map(({ control }) => control.firstPull())])
      await within(timeoutMs, all)
      return [...registered.values()].every(({ control }) => control.state().gate !== null && !control.leaseExpired())
    },
    async written() {
      await bothWritten()
    },
    async flush() {
      await bothWritten()
      return shipper === null ? link === null : shipper.drain()
    },
    health,
    close(timeoutMs = 5000) {
      closed ??= close(timeoutMs)
      return closed
    },
  }

  function keep(): Keep | null {
    if (disk === null) return directory === null ? null : () => void lostWithoutDisk++
    const { spool } = disk
    if (shipper === null) return spool.append
    return (kind, beginning, rest) => {
      spool.append(kind, beginning, rest)
      shipper.wake()
    }
  }

  function bothWritten(): Promise<void> | undefined {
    const records = disk?.spool.written()
    const keys = window.written()
    if (records === undefined || keys === undefined) return records ?? keys
    return records.then(() => keys)
  }

  function health(): Health {
    const spool = disk?.spool.figures()
    const shipping = shipper?.figures()
    return {
      workflows: [...registered].map(([workflow, { control, breaker, budget }]) => {
        const state = control.state()
        return {
          workflow,
          release: state.release?.hash ?? null,
          why: state.why,
          paused: state.paused,
          leaseRemainingMs: control.lease.remainingMs(),
          breaker: breaker.state(),
          lastPull: control.lastPull(),
          unknownCosts: budget.unknownCosts(),
        }
      }),
      spool: {
        bytes: spool?.bytes ?? 0,
        lost: spool?.lost ?? lostWithoutDisk,
        shipped: shipping?.shipped ?? 0,
        quarantined: shipping?.quarantined ?? 0,
        refused: shipping?.refused ?? 0,
        damagedBytes: disk?.spool.outbox.reader.damagedBytes() ?? 0,
        lastFailure: shipping?.lastFailure ?? null,
      },
    }
  }

  async function close(timeoutMs: number): Promise<void> {
    clearInterval(beat)
    for (const { control } of registered.values()) control.stop()
    await bothWritten()
    if (shipper !== null) await within(timeoutMs, shipper.drain())
    shipper?.stop()
    link?.close()
    for (const { budget } of registered.values()) budget.rest()
    window.close()
    if (disk === null) return
    disk.spool.close()
    notFlushedAtExit(disk.spool)
    try {
      for (const orphan of disk.orphans) orphan.release()
      disk.slot.release()
    } catch (error) {
      tell('directory', `Could not give the slot back: ${messageOf(error)}.`)
    }
  }
}

function linkOf(options: DayshiftOptions): ServerLink | null {
  if (options.server === undefined || options.server === '') return null
  return createServerLink({
    server: options.server,
    apiKey: options.apiKey ?? '',
    fetch: options.fetch ?? globalThis.fetch,
  })
}

function budgetAt(file: string): BudgetOnDisk | null {
  const read = readSealed(file)
  return read.kind === 'read' ? (read.value as BudgetOnDisk) : null // written under a checksum by this package
}

function within(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    work.then(done, done)
  })
}

/** Spools that still hold lines of the last turn when the process ends. */
const open = new Set<Spool>()

function flushedAtExit(spool: Spool): void {
  if (open.size === 0) process.on('exit', flushAll)
  open.add(spool)
}

function notFlushedAtExit(spool: Spool): void {
  open.delete(spool)
  if (open.size === 0) process.off('exit', flushAll)
}

function flushAll(): void {
  for (const spool of open) spool.flush()
}
