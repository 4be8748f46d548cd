import type { HandoverFacts } from '../facts.ts'

/**
 * The facts in one fixed order, without what lies in the future: a verdict must not hang on the order in which a
 * database hands rows out.
 */
export function factsInOrder(facts: HandoverFacts, now: Date): HandoverFacts {
  const past = (at: Date) => at.getTime() <= now.getTime()
  return {
    ...facts,
    people: sorted(facts.people, ({ id }) => id),
    duties: sorted(facts.duties, ({ duty, person, since }) => `${duty} ${since.toISOString()} ${person}`),
    elsewhere: sorted(facts.elsewhere, ({ person, workflow, duty }) => `${workflow} ${duty} ${person}`),
    acts: sorted(facts.acts, ({ at, id }) => `${at.toISOString()} ${id}`)
      .filter(({ at }) => past(at))
      .map((act) => ({ ...act, people: act.people.toSorted() })),
    documents: sorted(facts.documents, ({ document }) => document).map((document) => ({
      ...document,
      sections: sorted(document.sections, ({ id }) => id),
      signatures: sorted(document.signatures, ({ at, person, duty }) => `${at.toISOString()} ${person} ${duty}`).filter(
        ({ at }) => past(at),
      ),
      reads: sorted(document.reads, ({ at, person }) => `${at.toISOString()} ${person}`).filter(({ at }) => past(at)),
    })),
    money: { ...facts.money, lines: sorted(facts.money.lines, ({ line }) => line) },
    targets: sorted(
      facts.targets,
      ({ measure, bound, value, setAt }) => `${measure} ${bound} ${value} ${setAt.toISOString()}`,
    ),
    days: sorted(facts.days, ({ day }) => day),
    changes: sorted(facts.changes, ({ proposedAt, id }) => `${proposedAt.toISOString()} ${id}`).map((change) => ({
      ...change,
      touches: change.touches.toSorted(),
    })),
    drills: sorted(facts.drills, ({ at, id }) => `${at.toISOString()} ${id}`).filter(({ at }) => past(at)),
    disagreements: sorted(facts.disagreements, ({ openedAt, id }) => `${openedAt.toISOString()} ${id}`),
    waivers: sorted(facts.waivers, ({ at, id }) => `${at.toISOString()} ${id}`),
  }
}

function sorted<T>(list: readonly T[], key: (item: T) => string): readonly T[] {
  return list
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item)
}
