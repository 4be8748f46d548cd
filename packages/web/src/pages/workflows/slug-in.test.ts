import { expect, test } from 'vitest'
import { slugIn } from './slug-in.ts'

test('the workflow of a manifest is found in YAML and JSON, quoted or not, with a comment behind it', () => {
  expect(slugIn('dayshift: 1\nworkflow: billing-replies # its name\n')).toBe('billing-replies')
  expect(slugIn("workflow: 'billing'\r\nname: x")).toBe('billing')
  expect(slugIn('{\n  "workflow": "invoice-sorting",\n  "name": "x"\n}')).toBe('invoice-sorting')
  expect(slugIn('name: workflow: no')).toBe('unnamed')
})
