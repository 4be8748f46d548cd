import { type PlaybookDuty, STAGES, type StageId } from '../handover/playbook.ts'
import { listInWords } from '../workflows/in-words.ts'
import { mayNotGoTogether } from './assign-duties.ts'
import { type DutiesFacts, holdersAt, nameIn } from './assignment.ts'
import { whoseWas } from './whose-was.ts'

export const DUTY_PROBLEMS = ['unfilled', 'orphaned', 'doubled', 'inactive', 'vendor', 'combination', 'layers'] as const
export type DutyProblemKind = (typeof DUTY_PROBLEMS)[number]

/** An error is shown on every page of the workflow until it is mended; a warning stands beside the duty. */
export interface DutyProblem {
  readonly kind: DutyProblemKind
  readonly severity: 'error' | 'warning'
  /** Ids of the duties that it touches, the first being the one where it is mended. */
  readonly duties: readonly string[]
  readonly sentence: string
}

/** What is wrong with who holds what, now: one name per job, of people who may hold it (S281). */
export function problemsOf(facts: DutiesFacts, stage: StageId, now: Date): DutyProblem[] {
  const { duties } = facts.playbook
  return [
    ...duties.flatMap((duty) => holderProblems(facts, duty, stage, now)),
    ...combinationProblems(facts, now),
    ...layerWarnings(facts, now),
  ]
}

/** Whether a stage needs the duty to have a holder. */
export function isRequiredIn({ requiredFrom }: PlaybookDuty, stage: StageId): boolean {
  return requiredFrom !== null && STAGES.indexOf(stage) >= STAGES.indexOf(requiredFrom)
}

function holderProblems(facts: DutiesFacts, duty: PlaybookDuty, stage: StageId, now: Date): DutyProblem[] {
  const { assignments, people } = facts
  const { id, name } = duty
  const holders = holdersAt(assignments, id, now)
  if (holders.length === 0) {
    const was = whoseWas(assignments, id, now)
    if (was.kind === 'nobody' && was.before?.ended === 'left') {
      const left = nameIn(people, was.before.person)
      const sentence = `"${name}" is orphaned: ${left} left, and there was no backup to take it.`
      return [{ kind: 'orphaned', severity: 'error', duties: [id], sentence }]
    }
    if (!isRequiredIn(duty, stage)) return []
    return [{ kind: 'unfilled', severity: 'error', duties: [id], sentence: `"${name}" is held by nobody.` }]
  }
  const found: DutyProblem[] = []
  if (holders.length > 1) {
    const names = listInWords(holders.map(({ person }) => nameIn(people, person)))
    const sentence = `"${name}" is held by ${holders.length} people, ${names}: one of them alone can answer for it.`
    found.push({ kind: 'doubled', severity: 'error', duties: [id], sentence })
  }
  for (const holder of holders) {
    const person = people.find((each) => each.id === holder.person)
    if (person?.active !== true) {
      const sentence = `"${name}" is held by ${person?.name ?? holder.person}, who can't act here any more.`
      found.push({ kind: 'inactive', severity: 'error', duties: [id], sentence })
    } else if (person.vendor && !duty.vendorMayHold) {
      const sentence = `"${name}" is held by ${person.name}, who works for a vendor: it stays inside the organisation.`
      found.push({ kind: 'vendor', severity: 'error', duties: [id], sentence })
    }
  }
  return found
}

function combinationProblems({ playbook, assignments, people }: DutiesFacts, now: Date): DutyProblem[] {
  const { duties } = playbook
  return duties.flatMap((one, index) =>
    duties.slice(index + 1).flatMap((other) => {
      if (!mayNotGoTogether(duties, one.id, other.id)) return []
      const others = holdersAt(assignments, other.id, now)
      return holdersAt(assignments, one.id, now)
        .filter(({ person }) => others.some((each) => each.person === person))
        .map(({ person }) => ({
          kind: 'combination' as const,
          severity: 'error' as const,
          duties: [one.id, other.id],
          sentence: `"${one.name}" and "${other.name}" are both held by ${nameIn(people, person)}: they need two people.`,
        }))
    }),
  )
}

/** IT keeps the infrastructure, the business the performance: one person in both is a remark, not an error (S166). */
function layerWarnings({ playbook, assignments, people }: DutiesFacts, now: Date): DutyProblem[] {
  const of = (layer: PlaybookDuty['layer']) =>
    playbook.duties
      .filter((duty) => duty.layer === layer)
      .flatMap((duty) => holdersAt(assignments, duty.id, now).map(({ person }) => ({ duty, person })))
  const infrastructure = of('infrastructure')
  const performance = of('performance')
  const both = new Set(
    performance.map(({ person }) => person).filter((id) => infrastructure.some(({ person }) => person === id)),
  )
  return [...both].map((id) => {
    const held = [...performance, ...infrastructure].filter(({ person }) => person === id).map(({ duty }) => duty)
    return {
      kind: 'layers',
      severity: 'warning',
      duties: held.map((duty) => duty.id),
      sentence: `${nameIn(people, id)} holds duties of the performance and of the infrastructure layer (${listInWords(held.map(({ name }) => `"${name}"`))}): IT can keep it running, the business answers for how well it does.`,
    }
  })
}
