/** An object-centric event log (OCEL 2.0), as far as handovers need it. */
export interface OcelLog {
  readonly events: readonly OcelEvent[]
  /** Type of each object by its id. */
  readonly objects: ReadonlyMap<string, string>
}

export interface OcelEvent {
  readonly id: string
  readonly type: string
  /** As it is written. */
  readonly time: string
  readonly attributes: ReadonlyMap<string, string>
  /** Ids of the objects that it touches. */
  readonly objects: readonly string[]
}

export interface OcelSurvey {
  /** Types of object, that of most events first. */
  readonly objectTypes: readonly { readonly type: string; readonly objects: number; readonly events: number }[]
  /** Attributes of events, those of most events first. */
  readonly attributes: readonly { readonly name: string; readonly events: number }[]
  /** An attribute or a type of object that says by its name who did it; null where none does. */
  readonly actor: string | null
}

const ACTOR =
  /(^|[^a-z])(org:resource|resource|employee|user|person|people|agent|team|group|staff|worker|clerk|performer|executor)s?([^a-z]|$)/i

/** What there is to choose from. */
export function surveyOcel({ events, objects }: OcelLog): OcelSurvey {
  const types = new Map<string, { objects: number; events: number }>()
  const tallyOf = (type: string) => {
    const tally = types.get(type) ?? { objects: 0, events: 0 }
    types.set(type, tally)
    return tally
  }
  for (const type of objects.values()) tallyOf(type).objects += 1
  const attributes = new Map<string, number>()
  for (const event of events) {
    for (const name of event.attributes.keys()) attributes.set(name, (attributes.get(name) ?? 0) + 1)
    for (const type of new Set(event.objects.map((id) => objects.get(id))))
      if (type !== undefined) tallyOf(type).events += 1
  }
  const byEvents = <T extends { readonly events: number }>(a: T, b: T): number => b.events - a.events
  const objectTypes = [...types].map(([type, tally]) => ({ type, ...tally })).sort(byEvents)
  const names = [...attributes].map(([name, count]) => ({ name, events: count })).sort(byEvents)
  const actor =
    names.find(({ name }) => ACTOR.test(name))?.name ?? objectTypes.find(({ type }) => ACTOR.test(type))?.type ?? null
  return { objectTypes, attributes: names, actor }
}
