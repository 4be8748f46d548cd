import type { DutyFact } from '../handover/facts.ts'
import type { Playbook } from '../handover/playbook.ts'
import { listInWords } from '../workflows/in-words.ts'
import { type ApprovingDuty, type ChangeClass, dutiesToApprove } from './change-class.ts'
import { DAY_MS } from '../time.ts'

/** For how long an approval counts. */
export const APPROVAL_LASTS_MS = 14 * DAY_MS

/** A change as far as approving it goes. */
export interface ApprovableChange {
  readonly changeClass: ChangeClass
  /** What approvals bind to: release, base, path and pace. */
  readonly contentHash: string
  /** The person who proposed it; null where a key did. */
  readonly proposer: string | null
  /** True where the release that it was compared with is still the one that runs. */
  readonly baseIsLive: boolean
}

/** A person's word that was given and never changes. */
export interface ApprovalGiven {
  readonly duty: string
  readonly person: string
  readonly contentHash: string
  readonly at: Date
}

/** "Not yet": it holds the change until the same person lifts it. */
export interface NotYet {
  readonly person: string
  readonly name: string
  readonly reason: string
  readonly at: Date
}

/** Where one duty's word stands. */
export interface ApprovalState {
  readonly duty: ApprovingDuty
  /** Whoever holds the duty now; null where nobody does. */
  readonly person: string | null
  readonly state:
    | 'given'
    /** The holder proposed the change: her word is given by that, and it is no second pair of eyes. */
    | 'proposed-it'
    | 'needed'
    /** Given once, for another content or by somebody who no longer holds the duty. */
    | 'void'
    | 'expired'
    /** Nobody holds the duty. */
    | 'nobody'
    /** The holder proposed it, and her own approval doesn't count for this duty. */
    | 'own'
  readonly at: Date | null
  readonly expiresAt: Date | null
  /** True where a person approved her own change, as the playbook permits. */
  readonly isOwn: boolean
  /** One sentence where something stands in the way or is to be known. */
  readonly why: string | null
}

export interface Approvals {
  readonly states: readonly ApprovalState[]
  readonly complete: boolean
  /** Why it isn't complete, or null. */
  readonly missing: string | null
}

/** What is asked about who approves, besides the change itself. */
export interface ApprovalFacts {
  readonly duties: readonly Pick<DutyFact, 'duty' | 'person'>[]
  readonly playbook: Pick<Playbook, 'name' | 'onePersonMayHoldBoth' | 'duties'>
  readonly given: readonly ApprovalGiven[]
  readonly notYets: readonly NotYet[]
  readonly now: Date
}

/**
 * Whose approval a change needs, what was given and what is still missing. A word counts while its giver holds the
 * duty, for the very content that she saw, for 14 days. One's own approval counts only where the playbook lets one
 * person hold the builder's and the operator's job.
 */
export function approvalsOf(change: ApprovableChange, facts: ApprovalFacts): Approvals {
  const states = dutiesToApprove(change.changeClass).map((duty) => stateOf(duty, change, facts))
  const missing = whyIncomplete(states, change, facts)
  return { states, complete: missing === null, missing }
}

/** The duties for which a person's approval would count now; empty where it wouldn't, and then `why` says why not. */
export function mayApprove(
  person: string,
  change: ApprovableChange,
  facts: ApprovalFacts,
): { readonly duties: readonly ApprovingDuty[]; readonly why: string | null } {
  if (!change.baseIsLive) return { duties: [], why: OUTDATED }
  const { states } = approvalsOf(change, facts)
  const hers = states.filter((state) => state.person === person)
  const open = hers.filter(({ state }) => state === 'needed' || state === 'void' || state === 'expired')
  if (open.length > 0) return { duties: open.map(({ duty }) => duty), why: null }
  const own = hers.find(({ state }) => state === 'own' || state === 'proposed-it')
  if (own !== undefined) return { duties: [], why: own.why }
  if (hers.length > 0) return { duties: [], why: 'You have approved this content already.' }
  const names = states.map(({ duty }) => `"${nameOf(duty, facts)}"`)
  return { duties: [], why: `You hold none of the duties that approve it: ${listInWords(names)}.` }
}

function stateOf(duty: ApprovingDuty, change: ApprovableChange, facts: ApprovalFacts): ApprovalState {
  const holders = facts.duties.filter((each) => each.duty === duty).map((each) => each.person)
  const [person] = holders
  const blank = { duty, at: null, expiresAt: null, isOwn: false, why: null }
  const name = nameOf(duty, facts)
  if (person === undefined) {
    return { ...blank, person: null, state: 'nobody', why: `Nobody holds "${name}": give it to somebody first.` }
  }
  if (holders.length > 1) {
    return { ...blank, person: null, state: 'nobody', why: `${holders.length} people hold "${name}": leave it to one.` }
  }
  const proposedIt = person === change.proposer
  const given = facts.given.filter((each) => each.duty === duty).toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const counting = given.find((each) => each.person === person && each.contentHash === change.contentHash)
  if (counting !== undefined && (!proposedIt || facts.playbook.onePersonMayHoldBoth)) {
    const expiresAt = new Date(counting.at.getTime() + APPROVAL_LASTS_MS)
    const expired = facts.now >= expiresAt
    return {
      ...blank,
      person,
      at: counting.at,
      expiresAt,
      isOwn: proposedIt,
      state: expired ? 'expired' : 'given',
      why: expired
        ? 'It was given more than 14 days ago and has run out.'
        : proposedIt
          ? `An approval of one's own change: the playbook "${facts.playbook.name}" lets one person hold both jobs.`
          : null,
    }
  }
  if (proposedIt && duty === 'change-owner') {
    return {
      ...blank,
      person,
      state: 'proposed-it',
      isOwn: true,
      why: "The holder proposed it: that is the word for this duty, and somebody else's is still needed.",
    }
  }
  if (proposedIt && !facts.playbook.onePersonMayHoldBoth) {
    return {
      ...blank,
      person,
      state: 'own',
      why: `The holder proposed it, and one's own approval does not count in the playbook "${facts.playbook.name}": somebody else must hold "${name}", or propose the change.`,
    }
  }
  const last = given[0]
  if (last === undefined) return { ...blank, person, state: 'needed' }
  return {
    ...blank,
    person,
    state: 'void',
    at: last.at,
    why:
      last.contentHash === change.contentHash
        ? `It was given by somebody who no longer holds "${name}".`
        : 'It was given for another content; the change was edited since.',
  }
}

function whyIncomplete(
  states: readonly ApprovalState[],
  change: ApprovableChange,
  facts: ApprovalFacts,
): string | null {
  const [notYet] = facts.notYets
  if (notYet !== undefined) return `${notYet.name} said "not yet": ${notYet.reason}`
  if (!change.baseIsLive) return OUTDATED
  const open = states.filter(({ state }) => state !== 'given' && state !== 'proposed-it')
  const blocked = open.find(({ state }) => state === 'nobody' || state === 'own')
  if (blocked !== undefined) return blocked.why
  if (open.length > 0) {
    return `${open.length === 1 ? 'An approval is' : `${open.length} approvals are`} missing: ${listInWords(open.map(({ duty }) => nameOf(duty, facts)))}.`
  }
  const anybodyElse = states.some(({ state, person }) => state === 'given' && person !== change.proposer)
  const permitted = facts.playbook.onePersonMayHoldBoth && states.some(({ state }) => state === 'given')
  return anybodyElse || permitted ? null : 'Nobody but its proposer has looked at it.'
}

function nameOf(duty: string, { playbook }: ApprovalFacts): string {
  return playbook.duties.find(({ id }) => id === duty)?.name ?? duty
}

const OUTDATED =
  'Another release has gone live since it was proposed, so approvals no longer count: compare it with the live one again.'
