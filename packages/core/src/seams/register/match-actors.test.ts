import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aliasFault, matchOf, seamsOfPair, spelling } from './match-actors.ts'

const node = (name: string, ...aliases: string[]) => ({ id: name, name, aliases })

describe('names in a log and in the register', () => {
  test('case, accents and spaces make no difference; anything else does', () => {
    expect(matchOf('Sales', node('Sales'))).toBe('name')
    expect(matchOf('2ND  LINE', node('2nd line'))).toBe('spelling')
    expect(matchOf('Beschaffung Süd', node('beschaffung sud'))).toBe('spelling')
    // Decomposed, as some systems write it.
    expect(matchOf('Qualite\u0301', node('Qualité'))).toBe('spelling')
    expect(matchOf('V3_2', node('2nd line', 'V3_2', 'N2'))).toBe('alias')
    expect(matchOf('v3_2 ', node('2nd line', 'V3_2'))).toBe('alias')
    expect(matchOf('V3-2', node('2nd line', 'V3_2'))).toBeNull()
    expect(matchOf('3rd line', node('2nd line', 'V3_2'))).toBeNull()
  })

  test('a pair is every seam whose two sides it names, the closest first, and says how', () => {
    const seams = [
      { id: 'by-alias', from: node('First', 'desk'), to: node('Second') },
      { id: 'by-name', from: node('Desk'), to: node('Second') },
      { id: 'other-way', from: node('Second'), to: node('Desk') },
    ]
    expect(seamsOfPair({ from: 'Desk', to: 'second' }, seams).map(({ seam, by }) => [seam.id, by])).toEqual([
      ['by-name', 'spelling'],
      ['by-alias', 'alias'],
    ])
    expect(seamsOfPair({ from: 'Desk', to: 'Third' }, seams)).toEqual([])
  })

  test('a name is one’s alone: two are never merged by it', () => {
    const [line, desk] = [node('2nd line', 'V3_2'), node('Desk')]
    expect(aliasFault(desk, ['v3_2'], [line, desk])).toBe(
      '“v3_2” is 2nd line, and a name is one team’s or tool’s alone',
    )
    expect(aliasFault(desk, ['2ND LINE'], [line, desk])).toContain('is 2nd line')
    expect(aliasFault(desk, ['desk'], [line, desk])).toBe('“desk” is its own name already')
    expect(aliasFault(line, ['V3_2', 'N2'], [line, desk])).toBeNull()
  })

  test('spelling is settled: done twice it is the same', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => spelling(spelling(name)) === spelling(name)))
  })
})
