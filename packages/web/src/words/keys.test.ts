import { expect, test } from 'vitest'
import { INBOX_KEYS, inboxActOf } from './keys.ts'

const press = (key: string, held: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})
const free = { typing: false, pressing: false, dialog: false }

test('each key of the inbox stands for one act', () => {
  expect(new Set(INBOX_KEYS.map(({ key }) => key)).size).toBe(INBOX_KEYS.length)
  for (const { key, act } of INBOX_KEYS) expect(inboxActOf(press(key), free)).toBe(act)
  expect(inboxActOf(press('z'), free)).toBeNull()
})

test('a letter that somebody types, a dialog and the browser’s own combinations are left alone', () => {
  for (const { key } of INBOX_KEYS) {
    expect(inboxActOf(press(key), { ...free, typing: true })).toBeNull()
    expect(inboxActOf(press(key), { ...free, dialog: true })).toBeNull()
    expect(inboxActOf(press(key, { ctrlKey: true }), free)).toBeNull()
    expect(inboxActOf(press(key, { metaKey: true }), free)).toBeNull()
    expect(inboxActOf(press(key, { altKey: true }), free)).toBeNull()
  }
})

test('Enter on a button presses the button, other keys still act', () => {
  expect(inboxActOf(press('Enter'), { ...free, pressing: true })).toBeNull()
  expect(inboxActOf(press('j'), { ...free, pressing: true })).toBe('next')
})
