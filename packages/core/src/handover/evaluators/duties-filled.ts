import { counted, listInWords } from '../../workflows/in-words.ts'
import type { PersonFact } from '../facts.ts'
import { type PlaybookDuty, STAGES } from '../playbook.ts'
import { defineEvaluator } from './evaluator.ts'
import { idsOf, wholeNumber } from './params.ts'
import { holderOf, holdersOf } from './people.ts'

/** One name per job: nobody, two names, or a name that has left is an error. */
export const dutiesFilled = defineEvaluator({
  name: 'duties-filled',
  says: 'Each duty is held by exactly one active person who may hold it.',
  params: {
    duties: idsOf('duty', 'Duties that must be filled; empty: all that the playbook requires by this stage.', []),
    distinctPeople: wholeNumber('Different people that they must be spread over.', 1, { least: 1, most: 20 }),
  },
  judge({ params, playbook, stage, facts }) {
    const wanted =
      params.duties.length > 0
        ? playbook.duties.filter(({ id }) => params.duties.includes(id))
        : playbook.duties.filter(
            ({ requiredFrom }) => requiredFrom !== null && STAGES.indexOf(requiredFrom) <= STAGES.indexOf(stage),
          )
    if (wanted.length === 0) {
      return {
        verdict: 'unknown',
        sentence: 'The playbook names no duty here.',
        missing: ['Name the duties in the playbook.'],
      }
    }
    const problems = wanted.flatMap((duty) => problemOf(duty, holdersOf(facts, duty.id)))
    const held = wanted.flatMap((duty) => {
      const holder = holderOf(facts, duty.id)
      return holder === null ? [] : [{ duty, holder }]
    })
    for (const { duty, holder } of held) {
      for (const other of duty.notWith) {
        const name = playbook.duties.find(({ id }) => id === other)?.name ?? other
        if (holderOf(facts, other)?.id !== holder.id) continue
        problems.push(`Give "${duty.name}" and "${name}" to two people: ${holder.name} holds both.`)
      }
    }
    const people = new Set(held.map(({ holder }) => holder.id)).size
    if (people < params.distinctPeople && problems.length === 0) {
      problems.push(
        `Spread them over ${params.distinctPeople} people: ${counted(people, 'person').replace('persons', 'people')} hold${people === 1 ? 's' : ''} them all.`,
      )
    }
    const evidence = held.map(({ duty, holder }) => ({
      text: `${duty.name}: ${holder.name}`,
      at: facts.duties.find((fact) => fact.duty === duty.id && fact.person === holder.id)?.since ?? null,
      ref: `duty:${duty.id}`,
    }))
    return {
      verdict: problems.length === 0 ? 'met' : 'unmet',
      sentence: `${held.length} of ${counted(wanted.length, 'duty').replace('dutys', 'duties')} ${wanted.length === 1 ? 'has' : 'have'} exactly one name.`,
      evidence,
      missing: [...new Set(problems)],
      warnings: layerWarnings(held),
    }
  },
})

function problemOf(duty: PlaybookDuty, holders: readonly PersonFact[]): string[] {
  const [holder, ...others] = holders
  if (holder === undefined) return [`Name one person for "${duty.name}": nobody holds it.`]
  if (others.length > 0)
    return [`Leave one name for "${duty.name}": ${listInWords(holders.map(({ name }) => name))} hold it.`]
  if (!holder.active) return [`Name another person for "${duty.name}": ${holder.name} is no longer active.`]
  if (holder.vendor && (!duty.vendorMayHold || duty.layer === 'performance')) {
    return [`Name one of your own people for "${duty.name}": ${holder.name} is a vendor's.`]
  }
  return []
}

/** IT owns the infrastructure, the business the performance; one person in both answers to nobody. */
function layerWarnings(held: readonly { readonly duty: PlaybookDuty; readonly holder: PersonFact }[]): string[] {
  const layers = (layer: 'performance' | 'infrastructure') => held.filter(({ duty }) => duty.layer === layer)
  const both = layers('infrastructure').flatMap(({ duty, holder }) => {
    const other = layers('performance').find((each) => each.holder.id === holder.id)
    return other === undefined
      ? []
      : [
          `${holder.name} holds "${duty.name}" (infrastructure) and "${other.duty.name}" (performance): usually that is IT for the one and the business for the other.`,
        ]
  })
  return [...new Set(both)]
}
