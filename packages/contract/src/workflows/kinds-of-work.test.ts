import { compileRelease, previewRoute } from '@dayshift/core'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { parseManifest } from './parse-manifest.ts'

/** The kinds of work that the founding articles name, each with a unit that may pass and one that must go to a person. */
const KINDS = [
  {
    title: 'S061 classify documents',
    input: { text: { type: 'string' } },
    output: { kind: { enum: ['contract', 'invoice', 'letter'] }, confidence: { type: 'number' } },
    when: 'output.confidence < 0.8',
    unit: { text: 'Terms of delivery' },
    passes: { kind: 'contract', confidence: 0.95 },
    held: { kind: 'letter', confidence: 0.4 },
  },
  {
    title: 'S061 summarise reports',
    input: { report: { type: 'string' }, pages: { type: 'integer' } },
    output: { summary: { type: 'string' } },
    when: 'size(output.summary) < 20',
    unit: { report: 'Quarter of 2026 …', pages: 40 },
    passes: { summary: 'Revenue rose by three percent against the year before.' },
    held: { summary: 'n/a' },
  },
  {
    title: 'S061 S251 triage requests and sort support tickets',
    input: { subject: { type: 'string' } },
    output: { team: { type: 'string' }, urgent: { type: 'boolean' } },
    when: 'output.urgent',
    unit: { subject: 'Printer' },
    passes: { team: 'it', urgent: false },
    held: { team: 'it', urgent: true },
  },
  {
    title: 'S241 S251 process and check invoices',
    input: { lines: { type: 'array', items: { type: 'object' } }, total: { type: 'number' } },
    output: { account: { type: 'string' } },
    when: 'input.total >= 10000.0',
    unit: { lines: [{ sku: 'A', amount: 12.5 }], total: 12.5 },
    passes: { account: '4400' },
    held: { account: '4400' },
    heldUnit: { lines: [], total: 25_000 },
  },
  {
    title: 'S241 sort leads',
    input: { name: { type: 'string' }, visits: { type: 'integer' } },
    output: { rank: { type: 'integer', minimum: 1, maximum: 5 } },
    when: 'output.rank == 5',
    unit: { name: 'Ann', visits: 3 },
    passes: { rank: 2 },
    held: { rank: 5 },
  },
  {
    title: 'S241 review documents before 5 p.m.',
    input: { document: { type: 'string' } },
    output: { findings: { type: 'array', items: { type: 'string' } } },
    when: 'size(output.findings) > 0',
    unit: { document: 'Lease' },
    passes: { findings: [] },
    held: { findings: ['No date'] },
  },
  {
    title: 'S251 draft replies',
    input: { text: { type: 'string' } },
    output: { draft: { type: 'string' } },
    when: "output.draft == ''",
    unit: { text: 'Where is my parcel?' },
    passes: { draft: 'It arrives on Monday.' },
    held: { draft: '' },
  },
  {
    title: 'S251 move data between tools',
    input: { record: { type: 'object' } },
    output: { moved: { type: 'object' }, unmapped: { type: 'array' } },
    when: 'size(output.unmapped) > 0',
    unit: { record: { id: 7, name: 'Ann' } },
    passes: { moved: { id: 7, name: 'Ann' }, unmapped: [] },
    held: { moved: { id: 7 }, unmapped: ['name'] },
  },
] as const

describe('kinds of work', () => {
  test.each(KINDS)('$title: what is clear passes, what is not goes to a person', (kind) => {
    const object = (properties: object) => ({ type: 'object', required: Object.keys(properties), properties })
    const { manifest, errors } = parseManifest(
      stringify({
        dayshift: 1,
        workflow: 'a-kind',
        release: '1',
        purpose: 'Does one kind of work.',
        doesNot: ['It decides nothing by itself.'],
        trigger: 'A unit comes in.',
        reads: ['the unit'],
        produces: 'An answer.',
        usedBy: 'The team.',
        input: object(kind.input),
        output: object(kind.output),
        model: { provider: 'local', name: 'm' },
        rules: [{ name: 'not clear', on: 'output', when: kind.when, to: 'review', because: 'A person looks.' }],
        qaSample: 0,
        metrics: [{ name: 'Right', means: 'Share of right answers.', threshold: 'At least 90 %.' }],
        data: { capture: 'none' },
        cases: { due: '4h', backupAfter: '6h', expire: '8h' },
      }),
    )
    expect(errors).toEqual([])
    if (manifest === null) throw new Error('no manifest')
    const compiled = compileRelease(manifest)
    if (compiled.kind === 'invalid') throw new Error(JSON.stringify(compiled.faults))
    const { gate } = compiled
    const routeOf = (input: unknown, output: unknown) =>
      previewRoute(gate, { input, output, rolloutPercent: 100, paused: null }).route
    expect(routeOf(kind.unit, kind.passes)).toBe('automatic')
    expect(routeOf('heldUnit' in kind ? kind.heldUnit : kind.unit, kind.held)).toBe('review')
  })
})
