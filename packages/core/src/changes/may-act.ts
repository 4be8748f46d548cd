import type { DutyFact } from '../handover/facts.ts'
import type { Role } from '../people/roles.ts'
import type { ApprovingDuty } from './change-class.ts'

/** Acts on a change that hang on the duties of whoever does them. */
export type DutyAct = 'not-yet' | 'withdraw' | 'start' | 'step' | 'hold' | 'resume' | 'roll-back' | 'shadow'

export interface ActingPerson {
  readonly id: string
  readonly role: Role
}

export interface MayAct {
  readonly may: boolean
  /** Duties whose holders may. */
  readonly duties: readonly ApprovingDuty[]
  /** Why this person may not, or null. */
  readonly why: string | null
}

/**
 * Whether a person may do this to a change. One person owns changes; whoever cares for the workflow daily may begin,
 * stop and undo them; the business owner and every admin may stop and undo them, too.
 */
export function mayActOnChange(
  act: DutyAct,
  person: ActingPerson | null,
  change: { readonly proposer: string | null },
  duties: readonly Pick<DutyFact, 'duty' | 'person'>[],
): MayAct {
  const rule = RULES[act]
  if (person === null) {
    return { may: false, duties: rule.duties, why: 'Only a person may do this.' }
  }
  const holds = rule.duties.some((duty) => duties.some((each) => each.duty === duty && each.person === person.id))
  const isProposer = rule.proposer && change.proposer === person.id
  const may = holds || isProposer || (rule.admin && person.role === 'admin')
  return { may, duties: rule.duties, why: may ? null : rule.why }
}

interface ActRule {
  readonly duties: readonly ApprovingDuty[]
  readonly proposer: boolean
  readonly admin: boolean
  readonly why: string
}

const STOPS: ActRule = {
  duties: ['daily-care', 'change-owner', 'business-owner'],
  proposer: false,
  admin: true,
  why: 'Whoever holds daily care, the changes or the outcome may stop and undo a change, and so may an admin.',
}
const GOES_ON: ActRule = {
  duties: ['change-owner', 'daily-care'],
  proposer: false,
  admin: false,
  why: 'Whoever owns the changes, or cares for the workflow daily, begins a change.',
}

const RULES: { readonly [A in DutyAct]: ActRule } = {
  'not-yet': {
    duties: ['change-owner', 'daily-care', 'business-owner'],
    proposer: false,
    admin: false,
    why: 'Only those who approve changes can say "not yet".',
  },
  withdraw: {
    duties: ['change-owner'],
    proposer: true,
    admin: true,
    why: 'Whoever proposed it or owns the changes takes it back, and so may an admin.',
  },
  start: GOES_ON,
  step: GOES_ON,
  hold: STOPS,
  resume: STOPS,
  'roll-back': STOPS,
  shadow: {
    duties: ['change-owner', 'daily-care'],
    proposer: false,
    admin: true,
    why: 'Whoever owns the changes, or cares for the workflow daily, has a release run as a shadow.',
  },
}
