import { closeSync, openSync, writeSync } from 'node:fs'

export interface LogShape {
  readonly events: number
  readonly perCase: number
  readonly actors: number
  /** `by-case`: the events of a case stand together; `mixed`: those of `open` cases take turns. */
  readonly arrangement: 'by-case' | 'mixed'
}

const ACTIVITIES = ['register', 'check', 'decide', 'ask back', 'approve', 'pay', 'archive', 'close']
const OPEN = 5000

interface Event {
  readonly name: string
  readonly activity: string
  readonly actor: string
  readonly time: string
  readonly amount: number
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** Events of a made-up process, the same at every call (mulberry32 with a fixed seed). */
function* eventsOf({ events, perCase, actors, arrangement }: LogShape): Generator<Event> {
  const random = mulberry32(20_261_128)
  const cases = Math.ceil(events / perCase)
  const width = arrangement === 'mixed' ? Math.min(OPEN, cases) : 1
  let made = 0
  for (let block = 0; block < cases; block += width) {
    const own = Array.from({ length: Math.min(width, cases - block) }, (_, at) => ({
      name: `case-${String(block + at)}`,
      actor: Math.floor(random() * actors),
      time: Date.UTC(2026, 0, 5) + (block + at) * 1000,
    }))
    for (let step = 0; step < perCase && made < events; step += 1) {
      for (const one of own) {
        if (made === events) break
        made += 1
        if (random() < 0.4) one.actor = Math.floor(random() * actors)
        one.time += 1000 + Math.floor(random() * 3_600_000)
        yield {
          name: one.name,
          activity: ACTIVITIES[(step + Math.floor(random() * 2)) % ACTIVITIES.length] ?? '',
          actor: `Team ${String(one.actor)}`,
          time: new Date(one.time).toISOString(),
          amount: Math.floor(random() * 10_000),
          isFirst: step === 0,
          isLast: step === perCase - 1 || made === events,
        }
      }
    }
  }
}

export function writeCsv(path: string, shape: LogShape): void {
  const file = openSync(path, 'w')
  let text = 'case,activity,actor,time,amount\n'
  for (const { name, activity, actor, time, amount } of eventsOf(shape)) {
    text += `${name},${activity},${actor},${time},${String(amount)}\n`
    if (text.length > 1_000_000) {
      writeSync(file, text)
      text = ''
    }
  }
  writeSync(file, text)
  closeSync(file)
}

export function writeXes(path: string, shape: LogShape): void {
  const file = openSync(path, 'w')
  let text = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
  for (const { name, activity, actor, time, amount, isFirst, isLast } of eventsOf(shape)) {
    if (isFirst) text += `\t<trace>\n\t\t<string key="concept:name" value="${name}"/>\n`
    text += `\t\t<event>\n\t\t\t<string key="concept:name" value="${activity}"/>\n\t\t\t<string key="org:resource" value="${actor}"/>\n\t\t\t<date key="time:timestamp" value="${time}"/>\n\t\t\t<int key="amount" value="${String(amount)}"/>\n\t\t</event>\n`
    if (isLast) text += '\t</trace>\n'
    if (text.length > 1_000_000) {
      writeSync(file, text)
      text = ''
    }
  }
  writeSync(file, `${text}</log>\n`)
  closeSync(file)
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
