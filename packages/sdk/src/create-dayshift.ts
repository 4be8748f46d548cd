import { hostname } from 'node:os'
import type { Call } from './call/call.ts'
import { createBreaker, type Breaker } from './call/breaker.ts'
import { systemClock } from './clock.ts'
import { createControl, type Control } from './control/control.ts'
import { createFaults, type Faults } from './control/faults.ts'
import { localState, type ControlState } from './control/gate-state.ts'
import { createReruns } from './control/reruns.ts'
import { createCrossing } from './crossing.ts'
import type { Dayshift, DayshiftOptions, Health, WorkflowOptions } from './dayshift.ts'
import { openDisk, type Disk } from './disk.ts'
import { consoleLog, createTell, messageOf } from './files/tell.ts'
import { createFlagToken } from './flag-token.ts'
import { createBudget, type Budget } from './limits/budget.ts'
import { endLeases } from './limits/end-leases.ts'
import { leaseFiles, type LeaseFiles } from './limits/lease-file.ts'
import { createLeasedBudget, type LeasedBudget } from './limits/leased-budget.ts'
import { createWindow } from './limits/window.ts'
import type { Keep } from './record/record-keeper.ts'
import { createRunIds } from './record/run-ids.ts'
import { createServerLink, type ServerLink } from './server-link.ts'
import { createShipper, type Shipper } from './spool/shipper.ts'
import { createShadows, type Shadows } from './shadow/shadows.ts'
import { orphanOutbox } from './spool/spool.ts'
import { createWorkflow, type WorkflowParts } from './run-workflow.ts'
import type { Workflow } from './workflow.ts'

interface Registered {
  readonly control: Control
  readonly breaker: Breaker
  readonly budget: Budget
  readonly leased: LeasedBudget | null
  readonly faults: Faults
  rerun: WorkflowParts['rerun'] | null
}

/** For the people who see who holds what of a budget. */
const holder = `${hostname()} (${process.pid})`
const SPOOL_BYTES = 256 * 1024 * 1024
const BEAT = 5_000

export function createDayshift(options: DayshiftOptions = {}): Dayshift {
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const tell = createTell(options.log ?? consoleLog, clock)
  const newId = createRunIds()
  const link = linkOf(options)
  const directory = options.directory === undefined ? (link === null ? null : '.dayshift-host') : options.directory
  const registered = new Map<string, Registered>()
  const local = new Map<string, ControlState>()

  const disk = directory === null ? null : openDiskOr(null, directory)
  const window = disk?.window ?? createWindow({ directory: null, clock, tell })
  const shipper = link === null || disk === null ? null : shipperFor(link, disk)
  const manifests = typeof options.manifest === 'string' ? [options.manifest] : (options.manifest ?? [])
  const allShadows: Shadows[] = []
  let starting: Promise<void> | null = manifests.length === 0 ? null : readManifests()
  let closed: Promise<void> | null = null
  let lostWithoutDisk = 0
  // What lies on this slot is of a process that could not give its last word.
  if (disk !== null) void lastWords(disk.leases)
  adoptOrphans()
  const beat = setInterval(beatNow, BEAT)
  beat.unref()
  shipper?.wake()

  /** Without a directory that can be used the gate works on, and every record counts as lost. */
  function openDiskOr<T>(otherwise: T, root: string): Disk | T {
    try {
      const synced = options.durability === 'synced'
      return openDisk({ root, spoolBytes: options.spoolBytes ?? SPOOL_BYTES, synced, clock, tell })
    } catch (error) {
      tell(
        'directory',
        `Cannot use the directory "${root}" (${messageOf(error)}): no record is kept until the host starts again with one that can be written.`,
      )
      return otherwise
    }
  }

  function shipperFor(server: ServerLink, { spool, refusedFile }: Disk): Shipper {
    const { untold, told, outbox: own } = spool
    return createShipper({
      link: server,
      own,
      shipMs: options.shipMs ?? 1000,
      clock,
      random,
      tell,
      refusedFile,
      untold,
      told,
    })
  }

  /** What dead processes left is shipped by this one; their folders go when they are empty. */
  function adoptOrphans(): void {
    if (disk === null) return
    try {
      for (const orphan of disk.adopt()) {
        const told = lastWords(leaseFiles(orphan.directory))
        shipper?.addOrphan(orphanOutbox(orphan.directory), () => void told.then(() => disk.emptied(orphan)))
      }
    } catch (error) {
      tell('orphans', `Could not take over what another process left: ${messageOf(error)}.`)
    }
  }

  /** Never fails; ends when the server has heard them all, or this host closes. */
  function lastWords(files: LeaseFiles): Promise<void> {
    if (link === null) return Promise.resolve()
    return endLeases(files, { link, clock, tell, stopped: () => closed !== null }).catch((error: unknown) => {
      tell('leases', `Could not give back what another process had leased: ${messageOf(error)}.`)
    })
  }

  function beatNow(): void {
    try {
      disk?.beat()
    } catch (error) {
      tell('directory', `Could not hold the slot in the directory: ${messageOf(error)}.`)
    }
    adoptOrphans()
  }

  async function readManifests(): Promise<void> {
    for (const textOrPath of manifests) {
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
    const faults = createFaults(clock)
    const control = createControl({
      workflow: slug,
      link,
      directory,
      pullMs: options.pullMs ?? 4000,
      clock,
      random,
      tell,
      onState(state) {
        faults.hear(state.faults)
        const entry = registered.get(slug)
        if (entry === undefined) return
        void entry.leased?.hear(state.spend)
        if (entry.rerun === null) return
        for (const asked of reruns.take(state.reruns)) void entry.rerun(asked)
      },
    })
    const entry: Registered = {
      control,
      breaker: createBreaker(),
      budget: disk?.budgetFor(slug) ?? createBudget(null, () => {}),
      leased:
        link === null
          ? null
          : createLeasedBudget({ workflow: slug, link, clock, newId, tell, files: disk?.leases ?? null, holder }),
      faults,
      rerun: null,
    }
    registered.set(slug, entry)
    const state = local.get(slug)
    if (state !== undefined) control.useLocal(state)
    return entry
  }

  return {
    workflow<Input, Output>(
      slug: string,
      invoke: (input: Input, call: Call) => unknown,
      settings: WorkflowOptions = {},
    ) {
      const entry = register(slug)
      const handed = (input: unknown, call: Call) => invoke(input as Input, call) // the caller's own word; the input contract checks it
      const shadows =
        link === null || entry.leased === null
          ? null
          : createShadows({
              slug,
              link,
              clock,
              random,
              newId,
              tell,
              // No workflow is called like this: the limits of a shadow's release are counted apart.
              budget: disk?.budgetFor(`${slug}.shadow`) ?? createBudget(null, () => {}),
              leased: entry.leased,
              invoke: handed,
            })
      if (shadows !== null) allShadows.push(shadows)
      const parts = createWorkflow({
        slug,
        clock,
        random,
        newId,
        tell,
        control: entry.control,
        breaker: entry.breaker,
        faults: entry.faults,
        budget: entry.budget,
        leased: entry.leased,
        window,
        keep: keep(),
        written: bothWritten,
        starting: () => starting,
        invoke: handed,
        shadows,
      })
      if (settings.reruns !== false) entry.rerun = parts.rerun
      // The output contract checks what the caller's types say.
      return { slug, ...parts } as unknown as Workflow<Input, Output>
    },
    async ready(timeoutMs = 2000) {
      const all = Promise.all([starting, ...[...registered.values()].map(firstWord)])
      await within(timeoutMs, all)
      return [...registered.values()].every(({ control }) => control.state().gate !== null && !control.leaseExpired())
    },
    async written() {
      await writtenNow()
    },
    async flush() {
      await writtenNow()
      await Promise.all(allShadows.map((shadows) => shadows.flush()))
      return shipper === null ? link === null : shipper.drain()
    },
    crossing: createCrossing(link, clock, tell),
    flagToken: createFlagToken(options.apiKey, clock, tell),
    health,
    close(timeoutMs = 5000) {
      closed ??= close(timeoutMs)
      return closed
    },
  }

  /** The gate's state, and a share of the budget where it is limited. */
  async function firstWord({ control, leased }: Registered): Promise<void> {
    await control.firstPull()
    await leased?.hear(control.state().spend)
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

  /** Writes what waits for the end of the turn. */
  function writtenNow(): Promise<void> | undefined {
    disk?.spool.flush()
    window.flush()
    return bothWritten()
  }

  function health(): Health {
    const spool = disk?.spool.figures()
    const shipping = shipper?.figures()
    return {
      forgottenKeys: window.forgotten(),
      workflows: [...registered].map(([workflow, { control, breaker, budget, leased }]) => {
        const state = control.state()
        return {
          workflow,
          release: state.release?.hash ?? null,
          why: state.why,
          paused: state.paused,
          leaseRemainingMs: control.lease.remainingMs(),
          breaker: breaker.state(),
          lastPull: control.lastPull(),
          unknownCosts: budget.unknownCosts() + (leased?.unknownCosts() ?? 0),
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
    await writtenNow()
    if (shipper !== null) await within(timeoutMs, shipper.drain())
    shipper?.stop()
    await within(timeoutMs, Promise.all(Array.from(registered.values(), async ({ leased }) => await leased?.end())))
    link?.close()
    try {
      disk?.close()
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
