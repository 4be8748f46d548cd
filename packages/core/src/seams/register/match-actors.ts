import type { SeamNode } from './seam.ts'

/** How a name in a log and a team or tool of the register are the same: letter by letter, by spelling alone, by an alias. */
export const MATCHES = ['name', 'spelling', 'alias'] as const
export type Match = (typeof MATCHES)[number]

type Named = Pick<SeamNode, 'id' | 'name' | 'aliases'>

/** Whether a name is that of a team or a tool; null where it isn't. Case, accents and spaces make no difference. */
export function matchOf(actor: string, { name, aliases }: Named): Match | null {
  if (actor === name) return 'name'
  const key = spelling(actor)
  if (key === spelling(name)) return 'spelling'
  return aliases.some((alias) => spelling(alias) === key) ? 'alias' : null
}

/** What is left of a name where case, accents and spaces are set aside: `2ND  Line` and `2nd line` are one. */
export function spelling(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}\s]/gu, '')
    .toLowerCase()
}

interface Pair {
  readonly from: string
  readonly to: string
}

interface Told {
  readonly from: Named
  readonly to: Named
}

/** A pair of a log with the seam that stands for it, and how its names were matched; the weaker of the two sides. */
export interface MatchedPair<P extends Pair, S extends Told> {
  readonly pair: P
  readonly seam: S
  readonly by: Match
}

/** The seams that stand for a pair of a log, those of the same names first; none is merged with another. */
export function seamsOfPair<P extends Pair, S extends Told>(pair: P, seams: readonly S[]): MatchedPair<P, S>[] {
  return seams
    .flatMap((seam) => {
      const [from, to] = [matchOf(pair.from, seam.from), matchOf(pair.to, seam.to)]
      if (from === null || to === null) return []
      return [{ pair, seam, by: MATCHES.indexOf(from) > MATCHES.indexOf(to) ? from : to }]
    })
    .toSorted((a, b) => MATCHES.indexOf(a.by) - MATCHES.indexOf(b.by))
}

/** Why a team or tool can't have these other names, finishing "Cannot …: "; null where it can. */
export function aliasFault(node: Named, aliases: readonly string[], others: readonly Named[]): string | null {
  for (const alias of aliases) {
    if (spelling(alias) === spelling(node.name)) return `“${alias}” is its own name already`
    const other = others.find((each) => each.id !== node.id && matchOf(alias, each) !== null)
    if (other !== undefined) return `“${alias}” is ${other.name}, and a name is one team’s or tool’s alone`
  }
  return null
}
