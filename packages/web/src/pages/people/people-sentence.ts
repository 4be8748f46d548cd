import { ROLES, type Role } from '@dayshift/core'
import type { ApiKey, Person } from '../../api/people.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatRelative, listOf } from '../../words/format.ts'
import type { Piece, Sentence } from '../../words/sentence.ts'
import { endsSoon, hasEnded } from './key-words.ts'

export interface PeopleFacts {
  readonly people: readonly Person[]
  /** null where the reader's role doesn't see them. */
  readonly keys: readonly ApiKey[] | null
  readonly now: Date
}

/** Who works here, what is wrong with that, and what has a key to the door. */
export function peopleSentence(facts: PeopleFacts): Sentence {
  return [...whoWorks(facts), ...onlyAdmin(facts), ...leftBehind(facts), ...withKeys(facts)]
}

function whoWorks({ people }: PeopleFacts): Sentence {
  const active = people.filter((person) => person.active)
  const ended = people.length - active.length
  const roles = ROLES.map((role) => ({ role, n: active.filter((person) => person.role === role).length }))
  const counts = roles.filter(({ n }) => n > 0).map(({ role, n }) => formatCount(n, ROLE_WORDS[role]))
  return [
    { text: formatCount(active.length, 'person', 'people'), strong: true },
    ` ${active.length === 1 ? 'works' : 'work'} here: ${listOf(counts)}`,
    ended === 0 ? '.' : `; ${formatCount(ended, 'membership')} ${ended === 1 ? 'has' : 'have'} ended.`,
  ]
}

const ROLE_WORDS: { readonly [R in Role]: string } = { admin: 'admin', member: 'member', viewer: 'viewer' }

function onlyAdmin({ people }: PeopleFacts): Sentence {
  const admins = people.filter(({ active, role }) => active && role === 'admin')
  const [only] = admins
  if (only === undefined || admins.length > 1) return []
  const text = `${only.name} is the only admin`
  return [' ', { text, tone: 'person' }, ': while one person is away, nobody can add people, make keys or activate a release.']
}

/** Cases in the hands of somebody who can't sign in any more. */
function leftBehind({ people }: PeopleFacts): Sentence {
  return people
    .filter(({ active, openCases }) => !active && openCases > 0)
    .flatMap(({ name, openCases }): Sentence => {
      const text = `${formatCount(openCases, 'case')} ${openCases === 1 ? 'is' : 'are'} still with ${name}`
      return [' ', { text, tone: 'alarm', href: paths.inbox({ q: name }) }, ', whose membership has ended.']
    })
}

function withKeys({ keys, now }: PeopleFacts): Sentence {
  if (keys === null) return []
  const href = paths.people({ tab: 'keys' })
  const valid = keys.filter((key) => !hasEnded(key, now))
  const ended = keys.filter((key) => hasEnded(key, now))
  const soon = valid.filter((key) => endsSoon(key, now))
  const used = valid.flatMap(({ lastUsedAt }) => (lastUsedAt === null ? [] : [lastUsedAt])).toSorted()
  const last = used.at(-1)
  const count: Piece = { text: formatCount(valid.length, 'API key'), strong: true, href }
  const use = last === undefined ? 'never used yet' : `last used ${formatRelative(new Date(last), now)}`
  return [
    ' ',
    ...(valid.length === 0
      ? [{ text: 'No API key is valid', href, strong: true }, ': no host can deliver runs.']
      : [count, ` ${valid.length === 1 ? 'is' : 'are'} valid, ${use}.`]),
    ...soon.flatMap(({ name, expiresAt }): Sentence => {
      const when = expiresAt === null ? '' : formatRelative(new Date(expiresAt), now)
      return [' ', { text: `“${name}” ends ${when}`, tone: 'person', href }, '.']
    }),
    ...ended.flatMap(({ name }): Sentence => [' ', { text: `“${name}” has ended`, tone: 'person', href }, ': its hosts are refused.']),
  ]
}
