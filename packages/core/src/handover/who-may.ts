import type { Role } from '../people/roles.ts'
import type { DutyFact, PersonFact } from './facts.ts'
import type { CoreDuty } from './playbook.ts'
import { refused, type Refused } from './refusal.ts'

/** Acts of the handover that not everybody may do; an admin may do each of them. */
export const HANDOVER_ACTS = {
  advance: { does: 'ask for the next stage', duties: ['change-owner', 'daily-care', 'business-owner'] },
  'go-back': { does: 'go back a stage', duties: ['change-owner', 'daily-care', 'business-owner'] },
  'put-on-hold': { does: 'put the handover on hold or take it up again', duties: ['change-owner', 'business-owner'] },
  retire: { does: 'retire the workflow', duties: ['business-owner'] },
  waive: { does: 'waive a criterion', duties: ['business-owner', 'change-owner', 'daily-care'] },
  'waive-hard-gate': { does: 'waive a hard gate', duties: ['business-owner'] },
  money: { does: 'set the budget', duties: ['business-owner', 'spend', 'change-owner'] },
  targets: { does: 'set targets', duties: ['business-owner', 'change-owner', 'daily-care'] },
  settle: { does: 'settle a disagreement', duties: ['business-owner'] },
  strike: { does: "strike out another person's act", duties: ['business-owner'] },
} as const satisfies Record<string, { readonly does: string; readonly duties: readonly CoreDuty[] }>
export type HandoverAct = keyof typeof HANDOVER_ACTS

/** A person who acts, with her role. */
export interface HandoverPerson {
  readonly id: string
  readonly name: string
  readonly role: Role
}

/** Whether a person may do it by a duty that she holds, or as an admin. */
export function may(
  act: HandoverAct,
  person: Pick<HandoverPerson, 'id' | 'role'>,
  duties: readonly DutyFact[],
): boolean {
  const needed: readonly string[] = HANDOVER_ACTS[act].duties
  return person.role === 'admin' || duties.some((held) => held.person === person.id && needed.includes(held.duty))
}

/** Null where she may; else why not, and who may instead. */
export function refuseUnlessMay(
  act: HandoverAct,
  person: HandoverPerson,
  duties: readonly DutyFact[],
  people: readonly PersonFact[],
): Refused | null {
  if (may(act, person, duties)) return null
  const { does, duties: needed } = HANDOVER_ACTS[act]
  const others = needed.map((duty) => {
    const holder = duties.find((held) => held.duty === duty)
    const name = people.find(({ id }) => id === holder?.person)?.name ?? 'nobody yet'
    return `${DUTY_WORDS[duty]} (${name})`
  })
  return refused(
    'not-yours',
    'not-your-duty',
    `${person.name} can't ${does}: that is for ${others.join(', ')} or an admin.`,
    'Ask one of them, or have the duty assigned to you.',
  )
}

const DUTY_WORDS: { readonly [D in CoreDuty]: string } = {
  'change-owner': 'the change owner',
  'daily-care': 'whoever has daily care',
  backup: 'the backup',
  informs: 'whoever informs the rest',
  'business-owner': 'the business owner',
  spend: 'whoever answers for the spend',
}
