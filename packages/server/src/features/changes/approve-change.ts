import { type Actor, APPROVING_DUTIES, type DutyAct, listInWords, mayActOnChange, mayApprove } from '@dayshift/core'
import { type ChangesWorld, named, onChange, type OnChange } from './on-change.ts'
import { invalid, notYours, onlyPeople, refused } from './problems.ts'
import { dutyName, mayLift, type Standing, STATE_WORDS, titleWith } from './standing.ts'
import { insertApproval, insertNotYet, liftNotYet, moveChange } from './store.ts'

/** A person's word for exactly the content that she saw; for every duty of hers that is asked. */
export async function approveChange(changes: ChangesWorld, on: OnChange, contentHash: string) {
  const person = personOr(on.actor, 'approve a change')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, approvable, facts, release, playbook } = standing
    const what = `approve "${titleWith(change, release)}"`
    mustBeOpen(standing, what)
    if (change.contentHash !== contentHash) {
      throw refused(what, {
        code: 'content-moved',
        detail: 'it was edited since you read it.',
        mend: 'Read it again, and approve what it says now.',
      })
    }
    const { duties, why } = mayApprove(person.id, approvable, facts)
    const [first] = duties
    if (first === undefined) {
      const holds = facts.duties.some((each) => each.person === person.id && isAsked(standing, each.duty))
      if (holds) {
        throw refused(what, { code: 'approval-does-not-count', detail: why ?? '', mend: 'See under "Approvals".' })
      }
      throw notYours(what, why ?? '', approversOf(standing))
    }
    for (const duty of duties) {
      // oxlint-disable-next-line no-await-in-loop -- on one connection
      await insertApproval(trx, changes.world, on.workspaceId, { changeId: change.id, duty, person, contentHash })
    }
    const names = listInWords(duties.map((duty) => `"${dutyName(standing, duty)}"`))
    const own =
      approvable.proposer === person.id
        ? ` It is a change of her own: the playbook "${playbook.name}" lets one person hold both jobs.`
        : ''
    return {
      act: 'change-approved',
      sentence: `approved the change "${titleWith(change, release)}" as ${names}.${own}`,
      details: { contentHash, duties: [...duties], own: approvable.proposer === person.id },
    }
  })
}

/** Holds a change with a reason, until the same person lifts it. */
export async function sayNotYet(changes: ChangesWorld, on: OnChange, written: string) {
  const person = personOr(on.actor, 'say "not yet"')
  const reason = reasonOf(written, 'say "not yet"')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, release, notYets } = standing
    const what = `say "not yet" to "${titleWith(change, release)}"`
    mustBeOpen(standing, what)
    mustMay(standing, 'not-yet', on.actor, what)
    if (notYets.some((each) => each.person === person.id)) return null
    // mustMay has found that she holds one of them.
    const duty = APPROVING_DUTIES.find((each) =>
      standing.duties.some((held) => held.duty === each && held.person === person.id),
    )
    await insertNotYet(trx, changes.world, on.workspaceId, {
      changeId: change.id,
      duty: duty ?? 'change-owner',
      person,
      reason,
    })
    return {
      act: 'change-held-back',
      sentence: `said "not yet" to "${titleWith(change, release)}": ${reason}`,
      details: { reason },
    }
  })
}

/** Lifts one's own "not yet"; of somebody who no longer holds her duty, whoever holds it now. */
export async function liftOwnNotYet(changes: ChangesWorld, on: OnChange) {
  const person = personOr(on.actor, 'lift a "not yet"')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, release, notYets } = standing
    const mine = notYets.filter((each) => mayLift(standing, each, person.id))
    if (mine.length === 0) {
      const what = `lift a "not yet" of "${titleWith(change, release)}"`
      if (notYets.length === 0) return null
      const names = notYets.map((each) => each.name)
      throw notYours(what, 'only whoever said it lifts it.', names)
    }
    for (const { id } of mine) {
      // oxlint-disable-next-line no-await-in-loop -- on one connection
      await liftNotYet(trx, id, changes.world.clock.now())
    }
    return { act: 'change-let-go', sentence: `lifted the "not yet" to "${titleWith(change, release)}".` }
  })
}

export async function withdrawChange(changes: ChangesWorld, on: OnChange, written: string) {
  personOr(on.actor, 'withdraw a change')
  const reason = reasonOf(written, 'withdraw a change')
  return await onChange(changes, on, async (trx, standing) => {
    const { change, release } = standing
    const what = `withdraw "${titleWith(change, release)}"`
    if (change.state === 'withdrawn') return null
    mustBeOpen(standing, what)
    mustMay(standing, 'withdraw', on.actor, what)
    const at = changes.world.clock.now()
    await moveChange(trx, change.id, { state: 'withdrawn', ended_at: at, end_reason: reason })
    return {
      act: 'change-withdrawn',
      sentence: `withdrew the change "${titleWith(change, release)}": ${reason}`,
      details: { reason },
    }
  })
}

export function personOr(actor: Actor, what: string): { readonly id: string; readonly name: string } {
  if (actor.kind !== 'person') throw onlyPeople(what)
  return named(actor)
}

export function reasonOf(written: string, what: string): string {
  const reason = written.trim().replaceAll('\0', '').toWellFormed()
  if (reason !== '') return reason
  throw invalid(
    'reason-missing',
    'A reason is missing',
    `Cannot ${what} without a reason: others want to know why.`,
    'Say it in a few words.',
  )
}

/** Throws the 403 that names those who may. */
export function mustMay(standing: Standing, act: DutyAct, actor: Actor, what: string): void {
  const person = actor.kind === 'person' ? { id: actor.id, role: actor.role } : null
  const { may, why, duties } = mayActOnChange(act, person, standing.approvable, standing.duties)
  if (may) return
  const who = standing.duties.filter((each) => duties.some((duty) => duty === each.duty))
  throw notYours(what, why ?? '', [...new Set(who.map((each) => standing.nameOf(each.person)))])
}

function isAsked({ approvals }: Standing, duty: string): boolean {
  return approvals.states.some((state) => state.duty === duty)
}

function approversOf({ approvals, nameOf }: Standing): readonly string[] {
  return [...new Set(approvals.states.flatMap(({ person }) => (person === null ? [] : [nameOf(person)])))]
}

function mustBeOpen({ change }: Standing, what: string): void {
  if (change.state === 'proposed' || change.state === 'approved') return
  throw refused(what, {
    code: 'change-not-open',
    detail: `it is ${STATE_WORDS[change.state]}.`,
    mend: 'Propose a new change.',
  })
}
