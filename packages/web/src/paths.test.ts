import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSearch, paths, readInboxSearch, readRunsSearch, readSignInSearch, stringifySearch } from './paths.ts'

test('what stands in an address comes back as it was, whatever it looks like', () => {
  const texts = fc.record({
    unit: fc.string({ minLength: 1 }),
    rule: fc.string({ minLength: 1 }),
    workflow: fc.constantFrom('007', '1e5', 'true', 'null', '"'),
  })
  fc.assert(
    fc.property(texts, (search) => {
      expect(parseSearch(stringifySearch(search))).toEqual(search)
    }),
  )
})

test('an address that somebody wrote by hand can’t name what is not there', () => {
  expect(
    readRunsSearch({ route: 'elsewhere', status: 'failed', from: 'yesterday', to: '2026-11-20T00:00:00Z' }),
  ).toMatchObject({
    route: undefined,
    status: 'failed',
    from: undefined,
    to: '2026-11-20T00:00:00Z',
  })
  expect(readInboxSearch({ state: 'all', whose: 'mine' })).toMatchObject({ state: undefined, whose: 'mine' })
})

test('after the sign-in nobody is led out of the product', () => {
  expect(readSignInSearch({ next: '/runs?route=review' }).next).toBe('/runs?route=review')
  for (const next of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', 'runs']) {
    expect(readSignInSearch({ next }).next).toBeUndefined()
  }
})

test('addresses leave out what is not set', () => {
  expect(paths.runs({ workflow: 'billing-replies', route: undefined, cursor: '' })).toBe(
    '/runs?workflow=billing-replies',
  )
  expect(paths.inbox()).toBe('/inbox')
})
