import type { Seam, SeamPart, SeamPartBody } from './seam.ts'

/** Seams of tests: one about which nothing is told, and small ways to tell something. */
const TOLD_AT = new Date('2026-11-20T09:00:00.000Z')
const DANA = { id: 'dana', name: 'Dana Diaz' }

export function seamWith(overrides: Partial<Seam> = {}): Seam {
  return {
    id: 'seam-1',
    kind: 'handoff',
    from: {
      id: 'sales',
      kind: 'team',
      name: 'Sales',
      aliases: [],
      owner: { id: 'sam', name: 'Sam Sol', active: true },
    },
    to: {
      id: 'ops',
      kind: 'team',
      name: 'Operations',
      aliases: [],
      owner: { id: 'ola', name: 'Ola Ort', active: true },
    },
    what: 'A signed deal',
    owner: null,
    volumePerWeek: null,
    errorShare: null,
    fixCost: null,
    currency: 'EUR',
    parts: [],
    crossings: { n: 0, refused: 0, confirmed: 0, incomplete: 0, bad: 0 },
    openSignals: [],
    ...overrides,
  }
}

export function told(...bodies: readonly SeamPartBody[]): readonly SeamPart[] {
  return bodies.map((body, i) => ({ ...body, id: `part-${i}`, toldAt: TOLD_AT, toldBy: DANA }))
}

export function inSystem(name: string): SeamPartBody {
  return {
    part: 'context',
    name,
    why: 'the next step needs it',
    lives: { kind: 'system', system: 'CRM', field: name },
    unwritten: null,
  }
}

export function inHead(name: string, whose = 'Sam Sol'): SeamPartBody {
  return { part: 'context', name, why: 'the next step needs it', lives: { kind: 'head', whose }, unwritten: null }
}

export const OWNED = {
  id: 'dana',
  name: 'Dana Diaz',
  active: true,
  authority: 'change both forms and spend 5,000 EUR',
  since: TOLD_AT,
} as const

/** All that "automate" needs, but the answer itself. */
export function soundSeam(overrides: Partial<Seam> = {}): Seam {
  return seamWith({
    owner: OWNED,
    volumePerWeek: 120,
    errorShare: 0.02,
    crossings: { n: 12, refused: 0, confirmed: 6, incomplete: 0, bad: 0 },
    parts: told(
      inSystem('Start date'),
      { part: 'assessment', fits: true, words: 'Watched ten deals from signature to kick-off.' },
      { part: 'check', words: 'One in ten is read against the contract', by: 'Ola Ort' },
    ),
    ...overrides,
  })
}
