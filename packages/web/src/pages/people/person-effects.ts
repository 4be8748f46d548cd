import { LEASE_MS, type Role } from '@dayshift/core'
import type { ApiKey, Person } from '../../api/people.ts'
import { formatCount, listOf, roughly } from '../../words/format.ts'

export interface EffectFacts {
  readonly person: Person
  readonly people: readonly Person[]
  /** Keys that are valid now; they belong to the workspace, not to who made them. */
  readonly keys: readonly ApiKey[]
  /** Whether the reader does this to themselves. */
  readonly isMe: boolean
}

/** What follows when the membership ends, before it is ended. */
export function endEffects({ person, people, keys, isMe }: EffectFacts): readonly string[] {
  const { name, role } = person
  return [
    isMe
      ? 'You are signed out everywhere at once, and another admin would have to let you in again.'
      : `${name} is signed out everywhere at once and can’t sign in again until the membership is restored.`,
    ...(role === 'viewer' && person.openCases === 0 ? [] : [casesAfter(person)]),
    ...(role === 'admin' ? [adminsAfter(person, people)] : []),
    ...(role === 'admin' && keys.length > 0
      ? [`${formatCount(keys.length, 'API key')} ${keys.length === 1 ? 'stays' : 'stay'} valid: revoke each whose secret ${name} knows.`]
      : []),
    'Every decision and act stays in the record.',
  ]
}

export function restoreEffects({ name, role, openCases }: Person): readonly string[] {
  return [
    `${name} can sign in again with the e-mail and password of before, as ${role}.`,
    openCases === 0
      ? `No open case waits for ${name}.`
      : `${formatCount(openCases, 'open case')} ${openCases === 1 ? 'is' : 'are'} with ${name} still.`,
  ]
}

/** What follows from another role, before it is given; empty where the role stays. */
export function roleEffects({ person, people, isMe }: EffectFacts, to: Role): readonly string[] {
  const { name, role: from } = person
  if (from === to) return []
  const gains = to === 'admin' ? ['add people, make keys, activate releases and set the rollout'] : []
  if (from === 'viewer') gains.unshift('decide cases and pause workflows')
  const who = isMe ? 'You' : name
  return [
    ...(gains.length > 0 ? [`${who} may ${listOf(gains)}, from the next click on.`] : []),
    ...(from === 'admin' ? [adminsAfter(person, people)] : []),
    ...(from === 'admin' && isMe ? ['You can’t take it back yourself: another admin would have to.'] : []),
    ...(to === 'viewer' ? [`${who} may no longer decide cases or pause workflows.`, casesAfter(person)] : []),
  ]
}

/** The cases of somebody who may no longer decide them. */
function casesAfter({ name, openCases }: Person): string {
  if (openCases === 0) return `No open case is with ${name}.`
  const count = `${formatCount(openCases, 'open case')} ${openCases === 1 ? 'is' : 'are'} with ${name}`
  return `${count}. What ${name} has claimed is free for everybody again within ${roughly(LEASE_MS)}; what was given to ${name} goes back to everybody when it isn’t decided in time, or as soon as somebody takes it over.`
}

function adminsAfter({ id }: Person, people: readonly Person[]): string {
  const left = people.filter((each) => each.active && each.role === 'admin' && each.id !== id)
  if (left.length === 0) return 'No admin would be left, and the server refuses that: make somebody else an admin first.'
  return `${formatCount(left.length, 'admin')} ${left.length === 1 ? 'is' : 'are'} left: ${listOf(left.map(({ name }) => name))}.`
}
