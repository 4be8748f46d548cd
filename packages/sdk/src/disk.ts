import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import { readSealed, writeSealed } from './files/sealed-file.ts'
import { messageOf, type Tell } from './files/tell.ts'
import { leaseFiles, type LeaseFiles } from './limits/lease-file.ts'
import { createBudget, type Budget, type BudgetOnDisk } from './limits/budget.ts'
import { createWindow, type Window } from './limits/window.ts'
import { takeOrphans, takeSlot, type Slot } from './spool/slot.ts'
import { createSpool, type Spool } from './spool/spool.ts'

/** This process's part of the directory: a slot of its own, and those that dead processes left until they are shipped. */
export interface Disk {
  readonly spool: Spool
  readonly window: Window
  readonly refusedFile: string
  budgetFor(workflow: string): Budget
  /** Leases of this process. */
  readonly leases: LeaseFiles
  /** Takes over what dead processes left, keys and spending at once; gives the slots that are new since the last call. */
  adopt(): readonly Slot[]
  /** Everything in an adopted slot was shipped. */
  emptied(slot: Slot): void
  beat(): void
  close(): void
}

export interface DiskOptions {
  readonly root: string
  readonly spoolBytes: number
  readonly synced: boolean
  readonly clock: Clock
  readonly tell: Tell
}

/** Throws where the directory can't be used. */
export function openDisk({ root, spoolBytes, synced, clock, tell }: DiskOptions): Disk {
  const slot = takeSlot(root)
  const spool = createSpool({ directory: join(slot.directory, 'spool'), mostBytes: spoolBytes, synced, tell })
  const window = createWindow({ directory: join(slot.directory, 'window'), clock, tell })
  const budgets = new Map<string, Budget>()
  const orphans = new Set<Slot>()
  flushedAtExit(spool, window)

  function budgetFor(workflow: string): Budget {
    const known = budgets.get(workflow)
    if (known !== undefined) return known
    const file = budgetFile(slot, workflow)
    const budget = createBudget(budgetAt(file), (state) => {
      try {
        writeSealed(file, state)
      } catch (error) {
        tell(`budget-${workflow}`, `Could not keep what "${workflow}" has spent: ${messageOf(error)}.`)
      }
    })
    budgets.set(workflow, budget)
    for (const orphan of orphans) inheritBudget(orphan, workflow, budget)
    return budget
  }

  function inheritBudget(orphan: Slot, workflow: string, budget: Budget): void {
    const file = budgetFile(orphan, workflow)
    const spent = budgetAt(file)
    if (spent === null) return
    budget.add(spent)
    budget.rest()
    rmSync(file, { force: true })
  }

  return {
    spool,
    window,
    refusedFile: join(root, 'refused.ndjson'),
    budgetFor,
    leases: leaseFiles(slot.directory),
    adopt() {
      const adopted = takeOrphans(root)
      for (const orphan of adopted) {
        orphans.add(orphan)
        window.inherit(join(orphan.directory, 'window'))
        for (const [workflow, budget] of budgets) inheritBudget(orphan, workflow, budget)
      }
      return adopted
    },
    emptied(orphan) {
      orphans.delete(orphan)
      orphan.remove()
    },
    beat() {
      for (const orphan of orphans) orphan.beat()
      if (slot.beat()) return
      spool.startAnew()
      tell(
        'slot',
        `Another process took "${slot.directory}" while this one stood still; records written meanwhile may be lost.`,
      )
    },
    close() {
      for (const budget of budgets.values()) budget.rest()
      window.close()
      spool.close()
      notFlushedAtExit(spool)
      for (const orphan of orphans) orphan.release()
      slot.release()
    },
  }
}

function budgetFile(slot: Slot, workflow: string): string {
  return join(slot.directory, 'budget', `${encodeURIComponent(workflow)}.json`)
}

function budgetAt(file: string): BudgetOnDisk | null {
  const read = readSealed(file)
  return read.kind === 'read' ? (read.value as BudgetOnDisk) : null // written under a checksum by this package
}

/** What still lies in memory when the process ends without closing. */
const open = new Map<Spool, Window>()

function flushedAtExit(spool: Spool, window: Window): void {
  if (open.size === 0) process.on('exit', flushAll)
  open.set(spool, window)
}

function notFlushedAtExit(spool: Spool): void {
  open.delete(spool)
  if (open.size === 0) process.off('exit', flushAll)
}

function flushAll(): void {
  for (const [spool, window] of open) {
    spool.flush()
    window.flush()
  }
}
