import { DAY_MS } from '@dayshift/core'
import type { ApiKey, Person } from '../../api/people.ts'
import { formatCount, listOf } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'

/** Who is here, who may decide, who has cases open. */
export function peopleSentence(people: readonly Person[]): Sentence {
  const active = people.filter((each) => each.active)
  const deciding = active.filter(({ role }) => role !== 'viewer')
  const admins = active.filter(({ role }) => role === 'admin')
  const open = active.reduce((sum, { openCases }) => sum + openCases, 0)
  return [
    { text: formatCount(active.length, 'person', 'people'), strong: true },
    active.length === 1 ? ' works here; ' : ' work here; ',
    deciding.length === 0 ? { text: 'nobody', tone: 'alarm' } : { text: String(deciding.length), strong: true },
    ' may decide cases',
    open === 0 ? '' : `, ${formatCount(open, 'case')} ${open === 1 ? 'is' : 'are'} in their hands`,
    `. ${admins.length === 1 ? 'The only admin is' : 'Admins are'} ${listOf(admins.map(({ name }) => name))}.`,
  ]
}

/** How many keys, how many nobody uses, which one ends soon. */
export function keysSentence(keys: readonly ApiKey[], now: Date): Sentence {
  if (keys.length === 0) return ['No API key yet. A host needs one to deliver runs and to fetch the active release.']
  const unused = keys.filter(({ lastUsedAt }) => lastUsedAt === null).length
  const soon = keys.filter(({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt) - now.getTime() < 14 * DAY_MS)
  return [
    { text: formatCount(keys.length, 'API key'), strong: true },
    keys.length === 1 ? ' is in force' : ' are in force',
    unused === 0 ? ', all of them used' : `, ${unused} never used`,
    '. ',
    ...(soon.length === 0
      ? ['None ends in the next 14 days.']
      : [
          { text: listOf(soon.map(({ name }) => name)), tone: 'person' as const },
          soon.length === 1 ? ' ends within 14 days.' : ' end within 14 days.',
        ]),
  ]
}
