import type { DecisionWorthRequest, MoneyEntryRequest, StrikeEntryRequest } from '@dayshift/contract'
import { dateInWords, refuseUnlessMay, timesRate } from '@dayshift/core'
import { storable } from '../../platform/database/index.ts'
import type { Caller } from '../../platform/http/caller.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { businessOwnerOf } from '../adoption/index.ts'
import { onHandover, orRefuse, tell } from '../handover/index.ts'
import { decisionWorthOf, entriesOf, insertEntry, insertWorth, strikeEntry } from './store.ts'

/** Books what was bound or paid for a phase. */
export async function bookMoney(world: World, caller: Caller, slug: string, asked: MoneyEntryRequest): Promise<void> {
  await onHandover(world, caller, slug, async (on) => {
    orRefuse(refuseUnlessMay('money', on.person, on.duties, on.people))
    const { phase, kind, currency, from, to } = asked
    const hours = asked.hours ?? null
    const rate = asked.rate ?? null
    // The wire lets in either an amount or hours with their rate.
    const amount = hours === null || rate === null ? (asked.amount ?? '0') : timesRate(hours, rate)
    const what = storable(asked.what)
    const { workspaceId, workflow, person, now: at } = on
    const entry = { id: world.newId(), phase, kind, amount, currency, hours, rate, from, to, what, at }
    await insertEntry(on.trx, { workspaceId, workflowId: workflow.id }, { ...entry, by: person })
    const time = hours === null || rate === null ? '' : ` (${hours} hours at ${rate})`
    await tell(world, on, {
      act: 'money-booked',
      sentence: `booked ${amount} ${currency}${time} as ${kind} for the ${phase} of “${workflow.name}”, ${dateInWords(from)} to ${dateInWords(to)}: ${what}.`,
      details: { phase, kind, amount, currency, hours, rate, from, to, what },
    })
  })
}

/** Strikes out an entry that was a mistake. What is struck out already stays as it is. */
export async function strikeMoney(
  world: World,
  caller: Caller,
  slug: string,
  asked: StrikeEntryRequest,
): Promise<void> {
  await onHandover(world, caller, slug, async (on) => {
    orRefuse(refuseUnlessMay('money', on.person, on.duties, on.people))
    const { workspaceId, workflow, person } = on
    const entries = await entriesOf(on.trx, { workspaceId, workflowId: workflow.id })
    const entry = entries.find(({ id }) => id === asked.entry)
    if (entry === undefined) {
      throw new ProblemError({
        status: 422,
        code: 'no-such-entry',
        title: 'There is no such entry',
        detail: `“${workflow.name}” has no entry "${asked.entry}" to strike out.`,
        mend: 'Look at the entries as they are now.',
      })
    }
    if (entry.struck !== null) return
    const reason = storable(asked.reason)
    await strikeEntry(on.trx, workspaceId, { id: entry.id, reason, at: on.now, by: person })
    await tell(world, on, {
      act: 'money-struck',
      sentence: `struck out ${entry.amount} ${entry.currency} of “${workflow.name}” (${entry.what}): ${reason}`,
      details: { entry: entry.id, reason },
    })
  })
}

/** The business owner says what one influenced decision is worth. What is so already changes nothing. */
export async function sayDecisionWorth(
  world: World,
  caller: Caller,
  slug: string,
  asked: DecisionWorthRequest,
): Promise<void> {
  await onHandover(world, caller, slug, async (on) => {
    const { workspaceId, workflow, person } = on
    const place = { workspaceId, workflowId: workflow.id }
    const owner = await businessOwnerOf(on.trx, place, on.now)
    if (owner === null || owner.id !== person.id) {
      throw new ProblemError({
        status: 403,
        code: 'business-owner-only',
        title: 'This is for the business owner',
        detail: `Only the business owner of “${workflow.name}” may say what a decision is worth; ${owner === null ? 'nobody holds that duty' : `that is ${owner.name}`}.`,
        mend: owner === null ? 'Give the duty "business-owner" to somebody first.' : `Ask ${owner.name}.`,
      })
    }
    const { currency, low, high } = asked
    const basis = storable(asked.basis)
    const before = await decisionWorthOf(on.trx, place)
    const isSame =
      before?.currency === currency &&
      Number(before.low) === Number(low) &&
      Number(before.high) === Number(high) &&
      before.basis === basis
    if (isSame) return
    await insertWorth(on.trx, place, { id: world.newId(), currency, low, high, basis, at: on.now, by: person })
    await tell(world, on, {
      act: 'decision-worth-said',
      sentence: `said that one decision which “${workflow.name}” influences is worth ${low === high ? low : `${low} to ${high}`} ${currency}: ${basis}`,
      details: { currency, low, high, basis },
    })
  })
}
