import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CORE_DUTIES, type Criterion, EVALUATORS, type Playbook, STAGES, withSeamGate } from '@dayshift/core'
import { describe, expect, test } from 'vitest'
import { parsePlaybook } from './parse-playbook.ts'
import { playbookJsonSchema } from './playbook-schema.ts'
import { shippedPlaybook, shippedPlaybooks } from './shipped-playbooks.ts'
import { SHIPPED_SOURCES } from './shipped-sources.ts'

const root = join(import.meta.dirname, '../../../..')
const lean = shippedPlaybook('lean').playbook
const enterprise = shippedPlaybook('enterprise').playbook
const criteriaOf = ({ stages }: Playbook) => stages.flatMap(({ criteria }) => criteria)
const criterion = (playbook: Playbook, id: string): Criterion => {
  const found = criteriaOf(playbook).find((each) => each.id === id)
  if (found === undefined) throw new Error(`"${playbook.id}" has no criterion "${id}"`)
  return found
}
const stageOf = (playbook: Playbook, id: string) =>
  playbook.stages.find(({ criteria }) => criteria.some((each) => each.id === id))?.id
const documentOf = (playbook: Playbook, id: string) => playbook.documents.find((document) => document.id === id)

describe('the playbooks that ship', () => {
  test('are read without a fault, are embedded as they stand in the repository, and lean is the first', () => {
    expect(shippedPlaybooks().map(({ id }) => id)).toEqual(['lean', 'enterprise'])
    for (const id of ['lean', 'enterprise'] as const) {
      const text = readFileSync(join(root, `playbooks/${id}.yaml`), 'utf8')
      expect(SHIPPED_SOURCES[id]).toBe(text)
      expect(parsePlaybook(text)).toMatchObject({ errors: [], hash: shippedPlaybook(id).hash })
    }
  })

  test.each([lean, enterprise])(
    'S122 $id: six stages, each but the last with an exit criterion, in the order',
    (playbook) => {
      expect(playbook.stages.map(({ id }) => id)).toEqual([...STAGES])
      for (const { criteria } of playbook.stages.slice(0, -1)) expect(criteria.length).toBeGreaterThan(0)
      for (const { who } of criteriaOf(playbook)) expect(who.length).toBeGreaterThan(0)
    },
  )

  test.each([lean, enterprise])('$id: the duties that the product needs are in it', ({ duties }) => {
    expect(duties.map(({ id }) => id)).toEqual(expect.arrayContaining([...CORE_DUTIES]))
  })

  test('S123 S135 S144 S153 S172 enterprise has the windows of 12 to 16 weeks, and they overlap', () => {
    const weeks = Object.fromEntries(enterprise.stages.map((stage) => [stage.id, stage.weeks]))
    expect(weeks['readiness']).toEqual({ from: 1, to: 4 })
    expect(weeks['transfer']).toEqual({ from: 3, to: 8 })
    expect(weeks['launch']).toEqual({ from: 6, to: 12 })
    expect(weeks['operation']).toEqual({ from: 13, to: null })
  })

  test('S248 S258 S342 lean is light: a week to daily use, at most 12 criteria, one page', () => {
    expect(criteriaOf(lean).length).toBeLessThanOrEqual(12)
    expect(lean.documents.map(({ id }) => id)).toEqual(['one-page'])
    expect(lean.onePersonMayHoldBoth).toBe(true)
    const { parallelDays, settleDays } = lean.transfer
    expect(parallelDays + settleDays).toBeLessThanOrEqual(5)
    for (const stage of lean.stages.slice(0, 4)) expect(stage.weeks.from).toBe(1)
  })

  test('S062 S096 S098 no pilot without a named operator and a budget that its case carries: hard gates of the design', () => {
    for (const playbook of [lean, enterprise]) {
      for (const id of ['operator-named', 'lifecycle-budget']) {
        expect(criterion(playbook, id).gate).toBe('hard')
        expect(stageOf(playbook, id)).toBe('design')
      }
      expect(playbook.stages[0]?.rolloutAtMost).toBe(0)
      expect(criterion(playbook, 'operator-named').params['duties']).toContain('operational-owner')
    }
  })

  test('S176 S177 S178 S179 S180 S181 S182 the six governance documents are a hard gate before the launch and name the exposure', () => {
    const gate = criterion(enterprise, 'governance')
    expect(gate.gate).toBe('hard')
    expect(stageOf(enterprise, 'governance')).toBe('transfer')
    const wanted = ['use-case', 'sign-off', 'thresholds', 'escalation-matrix', 'compliance', 'audit-trail']
    expect(gate.params['documents']).toEqual(wanted)
    for (const id of wanted) expect(documentOf(enterprise, id)?.exposure).toBeTruthy()
  })

  test('S149 S150 S151 S152 volume rises past 20 % only in the launch, and the pilot artefacts are a hard gate before it', () => {
    const gate = criterion(enterprise, 'pilot-artefacts')
    expect(gate.gate).toBe('hard')
    expect(gate.params['documents']).toEqual(['acceptance-criteria', 'edge-case-inventory', 'failure-mode-log'])
    expect(stageOf(enterprise, 'pilot-artefacts')).toBe('transfer')
    expect(enterprise.stages.map(({ rolloutAtMost }) => rolloutAtMost)).toEqual([0, 20, 20, 20, 100, 100])
    expect(lean.stages.map(({ rolloutAtMost }) => rolloutAtMost)).toEqual([0, 50, 50, 50, 100, 100])
  })

  test('S033 S137 S138 S139 S140 S142 S174 S175 S244 S246 S270 S325 each duty of the articles has a place for one name', () => {
    const ids = enterprise.duties.map(({ id }) => id)
    const wanted =
      'monitoring retraining maintenance business-owner product-manager data-engineer ai-operations leadership thresholds compliance infrastructure model prompts spend failure-cases watch-drift watch-costs watch-output change-owner daily-care'
    expect(ids).toEqual(expect.arrayContaining(wanted.split(' ')))
    for (const id of ['model', 'prompts', 'spend', 'failure-cases', 'watch-drift', 'watch-costs', 'watch-output']) {
      expect(STAGES).toContain(lean.duties.find((duty) => duty.id === id)?.requiredFrom)
    }
  })

  test('S024 S111 S116 incident response, drift, reports, compliance, performance and the space between the teams each need a name', () => {
    for (const id of ['daily-care', 'watch-drift', 'product-manager', 'compliance', 'thresholds']) {
      expect(STAGES).toContain(enterprise.duties.find((duty) => duty.id === id)?.requiredFrom)
    }
    expect(enterprise.duties.find(({ id }) => id === 'product-manager')?.does).toContain('the space between the teams')
  })

  test('S121 training, escalation and the redesign of the work are asked for before a workflow is in operation', () => {
    expect(criterion(enterprise, 'training').evaluator).toBe('acts')
    expect(criterion(enterprise, 'governance').params['documents']).toContain('escalation-matrix')
    expect(criterion(enterprise, 'work-redesigned').params['documents']).toEqual(['workflow-redesign'])
  })

  test('S147 S154 S155 S156 S157 S193 enterprise has the rhythm of all reviews, with who must attend', () => {
    const rhythm = Object.fromEntries(
      enterprise.reviews.map(({ id, onDays, every }) => [id, every === null ? onDays : { ...every }]),
    )
    expect(rhythm).toEqual({
      weekly: { weeks: 1, months: 0, first: 1, times: 6 },
      'first-90-days': [30, 60, 90],
      monthly: { weeks: 0, months: 1, first: 4, times: null },
      retraining: { weeks: 0, months: 3, first: 1, times: null },
      governance: { weeks: 0, months: 6, first: 1, times: null },
      scope: { weeks: 0, months: 12, first: 1, times: null },
    })
    const weekly = enterprise.reviews.find(({ id }) => id === 'weekly')
    expect(weekly?.attendedBy).toEqual(['business-owner', 'product-manager', 'end-user'])
    expect(criterion(enterprise, 'weekly-reviews').params['attendedBy']).toEqual(weekly?.attendedBy)
  })

  test('S160 the governance review asks whether the business owner is held to the same standard as for any other system', () => {
    const governance = enterprise.reviews.find(({ id }) => id === 'governance')
    expect(governance?.attendedBy).toContain('business-owner')
    expect(governance?.asks.find(({ id }) => id === 'accountability')?.question).toContain('same standard')
  })

  test('S317 lean has a weekly operator review that goes on, with a sample in its pack', () => {
    const weekly = lean.reviews.find(({ id }) => id === 'weekly')
    expect(weekly).toMatchObject({
      every: { weeks: 1, times: null },
      attendedBy: ['daily-care'],
      looksAt: ['operator'],
    })
  })

  test('S168 no duty of the performance layer may be held by a vendor', () => {
    for (const { layer, vendorMayHold } of enterprise.duties)
      if (layer === 'performance') expect(vendorMayHold).toBe(false)
    expect(enterprise.duties.find(({ id }) => id === 'infrastructure')).toMatchObject({
      layer: 'infrastructure',
      vendorMayHold: true,
    })
  })

  test('S275 S276 S277 S278 S336 four decisions and three classes of escalation are written in both', () => {
    for (const id of ['who-changes', 'who-checks', 'who-approves', 'who-responds', 'escalation']) {
      expect(documentOf(lean, 'one-page')?.sections.map((section) => section.id)).toContain(id)
      expect(documentOf(enterprise, 'four-decisions')?.sections.map((section) => section.id)).toContain(id)
    }
  })

  test('every evaluator is used by one of them, that of the seams by each workflow that stands on one', () => {
    const used = new Set(
      [...criteriaOf(withSeamGate(lean)), ...criteriaOf(enterprise)].map(({ evaluator }) => evaluator),
    )
    expect(EVALUATORS.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([])
  })

  test('S170 both are templates: the text of each, with another id, is a playbook of its own', () => {
    for (const { source } of shippedPlaybooks()) {
      const copy = parsePlaybook(source.replace(/^id: .*$/m, 'id: ours'))
      expect(copy.playbook?.id).toBe('ours')
    }
  })
})

describe('the JSON Schema for editors', () => {
  test('is committed as the contract makes it (else: "npm run generate")', () => {
    const kept = readFileSync(join(root, 'spec/playbook.schema.json'), 'utf8')
    expect(kept).toBe(`${JSON.stringify(playbookJsonSchema(), null, 2)}\n`)
  })
})

describe('vectors of spec/playbooks', () => {
  const folder = join(root, 'spec/playbooks')
  const names = (kind: string) => readdirSync(join(folder, kind)).filter((file) => file.endsWith('.yaml'))
  const read = (kind: string, file: string) => parsePlaybook(readFileSync(join(folder, kind, file), 'utf8'))
  const expected = (kind: string, file: string) =>
    JSON.parse(readFileSync(join(folder, kind, file.replace('.yaml', '.json')), 'utf8'))

  test.each(names('valid'))('valid/%s has its hash', (file) => {
    const { errors, hash } = read('valid', file)
    expect({ errors, hash }).toEqual({ errors: [], ...expected('valid', file) })
  })

  test.each(names('invalid'))('invalid/%s is refused with place and mend', (file) => {
    const { playbook, hash, errors } = read('invalid', file)
    expect([playbook, hash]).toEqual([null, null])
    expect(errors).toMatchObject(expected('invalid', file).errors)
    expect(errors).toHaveLength(expected('invalid', file).errors.length)
    for (const { message } of errors) expect(message.length).toBeGreaterThan(20)
  })
})

describe('damaged playbooks', () => {
  test('give errors with a place inside the file, and never an exception', () => {
    const lines = SHIPPED_SOURCES.lean.split('\n')
    for (let at = 0; at < lines.length; at++) {
      const damaged = lines.toSpliced(at, 1)
      const { playbook, errors } = parsePlaybook(damaged.join('\n'))
      if (playbook !== null) continue
      expect(errors.length).toBeGreaterThan(0)
      for (const { line, column, message } of errors) {
        expect(line).toBeGreaterThan(0)
        expect(line).toBeLessThanOrEqual(damaged.length)
        expect(column).toBeGreaterThan(0)
        expect(message).not.toContain('undefined')
      }
    }
  })

  test.each(['', '\n', '[]', 'a', '1', 'playbook: 2', '&a [*a]', '"\\', '\0', 'stages: {}'])(
    '%j is refused in words',
    (text) => {
      const { playbook, errors } = parsePlaybook(text)
      expect(playbook).toBeNull()
      expect(errors.length).toBeGreaterThan(0)
    },
  )
})
