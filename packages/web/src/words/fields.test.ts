import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'
import { fieldsOf, inputOf, mainTextKey } from './fields.ts'
import { countChanges, diffWords } from './word-diff.ts'

const schema = {
  type: 'object',
  required: ['reply'],
  properties: {
    topic: { type: 'string', title: 'Topic' },
    reply: { type: 'string', maxLength: 4000, title: 'Draft' },
    refundDays: { type: 'integer' },
    tone: { enum: ['plain', 'warm'] },
  },
}

test('a value reads as fields named by its schema, prose first, and nothing is left out', () => {
  const value = {
    extra: { deep: true },
    refundDays: 10,
    topic: 'refund',
    reply: 'Hello,\nit takes 10 days.',
    email: '[removed]',
  }
  const fields = fieldsOf(value, schema)
  expect(fields.map(({ label }) => label)).toEqual(['Draft', 'Topic', 'Refund days', 'Tone', 'Extra', 'Email'])
  expect(fields.map(({ value: { kind } }) => kind)).toEqual(['text', 'text', 'number', 'absent', 'group', 'redacted'])
})

test('a measured share is cut to what is read, a count keeps its digits', () => {
  const texts = fieldsOf({ confidence: 0.8867008761838535, count: 1234567, price: 1234.5 }, {}).map(({ value }) =>
    'text' in value ? value.text : '',
  )
  expect(texts).toEqual(['0.8867', '1234567', '1234.5'])
})

test('a value that is no object is still shown', () => {
  expect(fieldsOf('yes', { type: 'string' })).toMatchObject([{ label: 'Value', value: { kind: 'text', text: 'yes' } }])
  expect(fieldsOf([{ a: 1 }], {})).toMatchObject([{ value: { kind: 'json' } }])
  expect(fieldsOf(undefined, {})).toEqual([])
})

test('each field is typed in as its schema says', () => {
  expect(inputOf(schema.properties.reply, '')).toBe('prose')
  expect(inputOf(schema.properties.topic, 'x')).toBe('line')
  expect(inputOf(schema.properties.refundDays, undefined)).toBe('number')
  expect(inputOf(schema.properties.tone, 'warm')).toBe('choice')
  expect(inputOf({ type: ['boolean', 'null'] }, null)).toBe('truth')
  expect(inputOf({}, { a: 1 })).toBe('json')
  expect(mainTextKey({ topic: 'refund', reply: 'a long answer' })).toBe('reply')
})

test('S316 the difference of draft and final is told word by word, and puts both back together', () => {
  const [draft, final] = ['Your refund takes 3 days.', 'Your refund can take up to 10 days.']
  const parts = diffWords(draft, final)
  const without = (kind: string) =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join('')
  expect(without('added')).toBe(draft)
  expect(without('removed')).toBe(final)
  expect(countChanges(parts)).toEqual({ added: 5, removed: 2 })
})

test('S316 only the fields that a person changed are listed', () => {
  const draft = { reply: 'Your refund takes 3 days, at most.', topic: 'refund', refundDays: 3 }
  const final = { reply: 'Your refund takes up to 10 days.', topic: 'refund', refundDays: 10 }
  expect(changesOf(draft, final, schema)).toMatchObject([
    { kind: 'words', label: 'Draft' },
    { kind: 'value', label: 'Refund days', from: '3', to: '10' },
  ])
  expect(changesOf(draft, structuredClone(draft), schema)).toEqual([])
})
