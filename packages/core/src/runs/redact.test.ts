import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../json/json.ts'
import { redact } from './redact.ts'
import { redactText } from './redact-text.ts'

describe('what a text must not keep', () => {
  test.each([
    ['write to anna.berg+bills@mail.example.co.uk, please', 'write to [e-mail], please'],
    ['<a_b@example.org>.', '<[e-mail]>.'],
    ['two: a@example.com;b@example.com', 'two: [e-mail];[e-mail]'],
    ['call +49 171 2345678 now', 'call [phone] now'],
    ['call +1 (415) 555-0132 now', 'call [phone] now'],
    ['call 0044 20 7946 0958', 'call [phone]'],
    ['call 020 7946 0958', 'call [phone]'],
    ['call (415) 555-0132', 'call [phone]'],
    ['call 415.555.0132', 'call [phone]'],
    ['card 4111 1111 1111 1111 was charged', 'card [card] was charged'],
    ['card 5500-0000-0000-0004', 'card [card]'],
    ['card 378282246310005.', 'card [card].'],
    ['to DE89 3704 0044 0532 0130 00 and thanks', 'to [IBAN] and thanks'],
    ['to GB82WEST12345698765432', 'to [IBAN]'],
    ['to nl91abna0417164300', 'to [IBAN]'],
    ['invoice 12 from 0171 2345678', 'invoice 12 from [phone]'],
  ])('%s', (text, kept) => {
    expect(redactText(text)).toBe(kept)
  })

  test.each([
    'invoice 2026-11-20 over 1,234.50 EUR',
    'on 03.11.2026 at 10:30',
    'order 4111 1111 1111 1112 is no card',
    'reference DE00 3704 1144 1532 1130 11',
    'a share of 0.004212345678',
    'release 1.10.0 at @home',
    '10 of 30, 12 % of 999',
    'me @ work',
  ])('stays as it is: %s', (text) => {
    expect(redactText(text)).toBe(text)
  })

  test('no address survives whatever stands around it', () => {
    const around = fc.string().filter((text) => !text.includes('@'))
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(redactText(`${before} anna.berg@example.com ${after}`)).not.toContain('anna.berg@example.com')
      }),
    )
  })

  test('every text is read in one scan: a million characters of the worst kind end', () => {
    for (const text of ['a.', '1-', '@a', '+0', 'DE12', '(', '0 ']) {
      expect(redactText(text.repeat(250_000)).length).toBeGreaterThan(0)
    }
  })
})

describe('what a value must not keep', () => {
  test('values that the pointers name are removed, the others stay', () => {
    const value = { input: { name: 'Anna', ticket: { text: 'late', 'a/b~c': 1 } }, output: { lines: ['x', 'y'] } }
    expect(redact(value, ['/input/name', '/input/ticket/a~1b~0c', '/output/lines/0', '/output/none'])).toEqual({
      input: { name: '[removed]', ticket: { text: 'late', 'a/b~c': '[removed]' } },
      output: { lines: ['[removed]', 'y'] },
    })
  })

  test('a star names every element and every member', () => {
    const value: Json = { input: { mails: [{ from: 'a', to: 'b' }, { from: 'c' }], names: { x: 'd', y: 'e' } } }
    expect(redact(value, ['/input/mails/*/from', '/input/names/*'])).toEqual({
      input: {
        mails: [{ from: '[removed]', to: 'b' }, { from: '[removed]' }],
        names: { x: '[removed]', y: '[removed]' },
      },
    })
  })

  test('keys are read as well, and two that become the same stay two', () => {
    expect(redact({ 'a@example.com': 1, 'b@example.com': 2 }, [])).toEqual({ '[e-mail]': 1, '[e-mail] 2': 2 })
  })

  test('what holds nothing is given back itself', () => {
    const value: Json = { input: { a: [1, 'two', null, true] } }
    expect(redact(value, ['/output'])).toBe(value)
  })

  test('a key `__proto__` stays data and changes no prototype', () => {
    const value = JSON.parse('{"__proto__":{"mail":"a@example.com"}}') as Json
    const kept = redact(value, [])
    expect(JSON.stringify(kept)).toBe('{"__proto__":{"mail":"[e-mail]"}}')
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype)
  })

  test('100,000 levels end', () => {
    let value: Json = 'a@example.com'
    for (let level = 0; level < 100_000; level++) value = [value]
    expect(JSON.stringify(redact(value, []))).toContain('[nested too deep]')
  })

  test('the value that came in is never changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.string()), (value, pointers) => {
        const before = JSON.stringify(value)
        redact(value as Json, pointers)
        expect(JSON.stringify(value)).toBe(before)
      }),
    )
  })
})
