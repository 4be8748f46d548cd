import { describe, expect, test } from 'vitest'
import { daysAgo, NOW } from '../handover/evaluators/sample-facts.ts'
import { adoptionSpeed, type DeployedInUnit } from './adoption-speed.ts'

const deployed = (slug: string, live: number, adopted: number | null): DeployedInUnit => ({
  slug,
  name: slug,
  liveSince: daysAgo(live),
  adoptedAt: adopted === null ? null : daysAgo(adopted),
})
const speed = (slug: string, ...of: DeployedInUnit[]) => adoptionSpeed('Billing', of, slug, NOW)

describe('how fast later deployments in the same unit are adopted', () => {
  test('S049 against the one before it: slower, faster, alike', () => {
    const first = deployed('replies', 200, 160)
    expect(speed('sorting', first, deployed('sorting', 150, 60))).toMatchObject({
      verdict: 'slower',
      longerBy: 50,
      sentence:
        'It was adopted after 90 days; replies, the one before it in Billing, was adopted after 40: slower: who was let down once is slower to try again.',
    })
    expect(speed('sorting', first, deployed('sorting', 150, 130))?.verdict).toBe('faster')
    expect(speed('sorting', first, deployed('sorting', 150, 107))?.verdict).toBe('same')
    expect(speed('replies', first)?.sentence).toBe('The first deployment in Billing: it was adopted after 40 days.')
  })

  test('what is not adopted yet can be shown to be slower, never to be faster', () => {
    const first = deployed('replies', 200, 160)
    expect(speed('sorting', first, deployed('sorting', 30, null))?.verdict).toBe('unknown')
    expect(speed('sorting', first, deployed('sorting', 60, null))).toMatchObject({ verdict: 'slower', longerBy: 20 })
    expect(speed('sorting', deployed('replies', 200, null), deployed('sorting', 90, 60))?.verdict).toBe('faster')
    expect(speed('sorting', deployed('replies', 40, null), deployed('sorting', 30, null))?.verdict).toBe('unknown')
    expect(speed('elsewhere', first)).toBeNull()
  })

  test('the order in which they are handed in plays no part', () => {
    const all = [deployed('c', 10, null), deployed('a', 200, 160), deployed('b', 100, 20)]
    expect(speed('b', ...all)).toEqual(speed('b', ...all.toReversed()))
    expect(speed('c', ...all)?.before?.name).toBe('b')
  })
})
