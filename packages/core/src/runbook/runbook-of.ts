import { judgeTarget, MEASURES, type Measure, measure, type Measured, daysWithin } from '../runs/measures.ts'
import type { DrillFact } from '../handover/facts.ts'
import { asSentence, counted, dateInWords, durationInWords, listInWords } from '../workflows/in-words.ts'
import { fieldsInWords } from './fields-in-words.ts'
import { fallbackOf, offFlow } from './off-flow.ts'
import type { Runbook, RunbookEntry, RunbookSection, RunbookSectionId, RunbookSource } from './runbook.ts'
import { DAY_MS } from '../time.ts'

/** Writes the runbook of a release: the same words for the screen, the printed page and Markdown. */
export function runbookOf(source: RunbookSource, now: Date): Runbook {
  const { manifest, release } = source
  const duties = dutiesOf(source)
  const holder = (duty: string) => oneName(duties, duty)
  return {
    workflow: manifest.workflow,
    name: manifest.name,
    release,
    sections: [
      section('purpose', 'What it does', whatItDoes(source)),
      section('normal', 'What is normal', whatIsNormal(source, now)),
      section('off-flow', 'What happens when a unit leaves the usual way', offFlow(manifest)),
      section('checks', 'Daily and weekly checks', checksOf(source)),
      section('breaks-first', 'What breaks first', breaksFirst(source)),
      section('escalation', 'Quick fix, human review or stop', threeClasses(source, holder)),
      section('stop', 'When to stop it', whenToStop(source)),
      section('call-builder', 'When to call the builder', whenToCall(source, holder('change-owner'))),
      section('duties', 'Who does what', duties),
      section('figures', `Against its targets, last ${counted(source.windowDays, 'day')}`, targetsOf(source, now)),
      section('drills', 'Last drills', drillsOf(source, now)),
    ].filter(({ entries }) => entries.length > 0),
    firstResponder: holder('daily-care'),
    builder: holder('change-owner'),
    problems: problemsOf(source, duties),
  }
}

type Holder = (duty: string) => string | null
type DutyEntry = Extract<RunbookEntry, { kind: 'duty' }>

function whatItDoes({ manifest }: RunbookSource): RunbookEntry[] {
  const lines: (readonly [string, string])[] = [
    ['What it does', asSentence(manifest.purpose)],
    ['What it does not do', sentences(manifest.doesNot)],
    ['Who uses it', asSentence(manifest.usedBy)],
    ['When it runs', asSentence(manifest.trigger)],
    ['What it reads', sentences(manifest.reads)],
    ['What it produces', asSentence(manifest.produces)],
    ['Who checks the result', whoChecks(manifest)],
    ['What a correct result looks like', asSentence(manifest.runbook.correctLooksLike)],
  ]
  return lines.filter(([, text]) => text !== '').map(([label, text]) => term(label, text))
}

function whoChecks({ rules, qaSample, cases }: RunbookSource['manifest']): string {
  const held = rules.filter((rule) => rule.on === 'output').length
  const what = [
    ...(held === 0 ? [] : [`what ${counted(held, 'rule')} on the answer hold${held === 1 ? 's' : ''}`]),
    ...(qaSample === 0 ? [] : [`${fixed(qaSample)} % of the rest, drawn at random`]),
  ]
  const who = what.length === 0 ? 'Nobody checks an answer' : `A person in the inbox checks ${listInWords(what)},`
  return `${who} before it takes effect. What waits there is due within ${durationInWords(cases.dueMs)}.`
}

function whatIsNormal(source: RunbookSource, now: Date): RunbookEntry[] {
  const { manifest } = source
  const limits = [
    manifest.limits.latencyMs === null
      ? ''
      : `An answer takes no longer than ${durationInWords(manifest.limits.latencyMs)}.`,
    manifest.limits.perDay === null
      ? ''
      : `A day costs no more than ${manifest.limits.perDay.amount} ${manifest.limits.perDay.currency}.`,
  ].filter((text) => text !== '')
  return [
    term('Normal input', fieldsInWords(manifest.input)),
    term('Normal output', fieldsInWords(manifest.output)),
    ...(limits.length === 0 ? [] : [term('Normal time and cost', limits.join(' '))]),
    ...lastRuns(source, now),
  ]
}

/** What the last runs say is normal: volume, ways, failures, time, cost. */
function lastRuns({ days, windowDays }: RunbookSource, now: Date): RunbookEntry[] {
  const within = daysWithin(days, windowDays, now)
  const n = within.reduce((total, day) => total + day.n, 0)
  const window = `last ${counted(windowDays, 'day')}`
  if (n === 0) return [live('term', `The ${window}`, 'No run.')]
  const busy = within.filter((day) => day.n > 0).length
  const label = `The ${window}`
  return [
    live(
      'term',
      label,
      `${whole(n)} units, on ${counted(busy, 'day')}: about ${whole(Math.round(n / busy))} on such a day.`,
    ),
    ...SHOWN_MEASURES.map((which) =>
      live('term', label, `${MEASURES[which].name}: ${measuredInWords(which, measure(within, which))}.`),
    ),
  ]
}

const SHOWN_MEASURES = ['automatic-share', 'human-share', 'failure-share', 'latency-p95'] as const

function checksOf({ manifest, targets }: RunbookSource): RunbookEntry[] {
  const daily = [
    ...manifest.runbook.dailyChecks.map(asSentence),
    `Nothing in the inbox waits longer than ${durationInWords(manifest.cases.dueMs)}.`,
  ]
  const weekly = manifest.metrics.map(({ name, threshold }) => `${name}: ${lowerFirst(asSentence(threshold))}`)
  return [
    ...daily.map((text) => term('Daily', text)),
    ...weekly.map((text) => term('Weekly', text)),
    // Set by people, apart from the release: they move without it.
    ...targets.map((target) => live('term', 'Weekly', `${MEASURES[target.measure].name}: ${boundInWords(target)}.`)),
    term('Weekly', 'Failures of the week: the same one again and again is one for the builder.'),
  ]
}

function breaksFirst({ manifest, failures, windowDays }: RunbookSource): RunbookEntry[] {
  const total = failures.reduce((sum, { n }) => sum + n, 0)
  const seen: RunbookEntry[] =
    total === 0
      ? [{ kind: 'text', text: `No AI call failed in the last ${counted(windowDays, 'day')}.`, live: true }]
      : failures
          .slice(0, MOST_FAILURES)
          .map(({ failureClass, message, n, retries }) =>
            live(
              'term',
              `${whole(n)} × ${FAILURES[failureClass ?? ''] ?? 'failed'}`,
              `${asSentence(message === '' ? 'Without a message' : message)} ${retries === 0 ? 'No retries.' : `${whole(retries)} ${retries === 1 ? 'retry' : 'retries'}.`} Last ${counted(windowDays, 'day')}.`,
            ),
          )
  return [...manifest.runbook.breaksFirst.map((text) => item(asSentence(text))), ...seen]
}

const MOST_FAILURES = 5
const FAILURES: { readonly [failureClass: string]: string } = {
  timeout: 'no answer in time',
  error: 'the call ended in an error',
  'breaker-open': 'not tried, it failed too often just before',
  'not-json': 'the answer was not JSON',
  'output-contract': 'the answer was malformed',
  aborted: 'the host stopped the call',
}

/** The three written classes (S336): what one mends oneself, what a person decides, what ends it. */
function threeClasses({ manifest }: RunbookSource, holder: Holder): RunbookEntry[] {
  const builder = holder('change-owner') ?? 'the builder'
  return [
    term(
      'Quick fix',
      'One unit went wrong and the cause is plain: correct its input in the inbox, or have it run again. No call needed.',
    ),
    term(
      'Human review',
      'The answer may be wrong, or a rule holds it: decide the case in the inbox (accept, edit, override). Flag what looks wrong elsewhere, so that the example is kept.',
    ),
    term(
      'Stop',
      `Several answers are wrong, or one of those below: pause it on the workflow's page, keep the examples (flag them), check how wide it is in the list of runs, then call ${builder}. Mend the cause, not one case at a time. While it is paused ${fallbackOf(manifest)}.`,
    ),
  ]
}

function whenToStop({ manifest }: RunbookSource): RunbookEntry[] {
  return [
    ...manifest.runbook.stopWhen.map((text) => item(asSentence(text))),
    {
      kind: 'text',
      text: `Any member may pause it on the workflow's page, at once and for all units. ${asSentence(manifest.fallback.sentence)}`,
      live: false,
    },
  ]
}

function whenToCall({ manifest }: RunbookSource, builder: string | null): RunbookEntry[] {
  return [
    ...manifest.runbook.callBuilderWhen.map((text) => item(asSentence(text))),
    {
      kind: 'text',
      text: builder === null ? 'Whom to call: nobody is named.' : `Whom to call: ${builder}.`,
      live: false,
    },
  ]
}

/** The duties that an operator needs to find, in this order, then the playbook's others. */
const FIRST_DUTIES = ['daily-care', 'backup', 'change-owner', 'informs', 'business-owner', 'spend']
const CORE_WORDS: { readonly [duty: string]: readonly [string, string] } = {
  'daily-care': ['Daily care', 'Runs it every day and answers first when it goes wrong.'],
  backup: ['Backup', 'Answers when the first responder does not.'],
  'change-owner': ['Changes it', 'Makes and tests the next version; may say "not yet".'],
  informs: ['Informs the rest', 'Tells everybody who depends on it.'],
  'business-owner': ['Business owner', 'Answers for the outcome.'],
  spend: ['Watches the spend', 'Knows what it costs and what it may cost.'],
}

function dutiesOf({ playbook, duties }: RunbookSource): DutyEntry[] {
  const known = new Map(playbook.duties.map((duty) => [duty.id, duty] as const))
  const ids = [...FIRST_DUTIES, ...playbook.duties.filter(({ id }) => !FIRST_DUTIES.includes(id)).map(({ id }) => id)]
  return ids.flatMap((id): DutyEntry[] => {
    const people = duties.filter(({ duty }) => duty === id).map(({ person }) => person)
    const core = CORE_WORDS[id]
    const isOptional = core === undefined && known.get(id)?.requiredFrom === null
    if (people.length === 0 && isOptional) return []
    const { name = core?.[0] ?? id, does = core?.[1] ?? '' } = known.get(id) ?? {}
    const label = id === 'daily-care' ? `${name}, first responder` : name
    const problem = people.length === 0 ? 'nobody' : people.length > 1 ? 'several' : null
    return [{ kind: 'duty', duty: id, label, does: asSentence(does), people, problem, live: false }]
  })
}

function oneName(duties: readonly DutyEntry[], duty: string): string | null {
  const people = duties.find((entry) => entry.duty === duty)?.people ?? []
  return people.length === 1 ? (people[0] ?? null) : null
}

function targetsOf({ targets, days, windowDays }: RunbookSource, now: Date): RunbookEntry[] {
  const within = daysWithin(days, windowDays, now)
  return targets.map((target) => {
    const measured = measure(within, target.measure)
    const verdict = VERDICT_WORDS[judgeTarget(target, measured)]
    return live(
      'term',
      MEASURES[target.measure].name,
      `${capital(boundInWords(target))}: ${verdict}. ${capital(measuredInWords(target.measure, measured))}.`,
    )
  })
}

const VERDICT_WORDS = { met: 'met', unmet: 'not met', unknown: 'unknown' } as const

function drillsOf({ drills }: RunbookSource, now: Date): RunbookEntry[] {
  const held: RunbookEntry[] = []
  const never: string[] = []
  for (const kind of DRILL_KINDS) {
    const last = drills.filter((drill) => drill.kind === kind).toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
    if (last === undefined) never.push(lowerFirst(DRILL_NAMES[kind]))
    else {
      const found = last.findings.slice(0, 3).map(asSentence)
      const text = [`${DRILL_VERDICTS[last.verdict]} ${ageInWords(last.at, now)}.`, ...found].join(' ')
      held.push(live('term', DRILL_NAMES[kind], text))
    }
  }
  return never.length === 0 ? held : [...held, live('term', 'Never held', asSentence(listInWords(never)))]
}

const DRILL_KINDS = ['practice', 'operator-day', 'forced-failure', 'target-check'] as const
const DRILL_NAMES: { readonly [kind in DrillFact['kind']]: string } = {
  practice: 'Practice on real cases',
  'operator-day': 'A day without a builder',
  'forced-failure': 'A failure on purpose',
  'target-check': 'A check against the written targets',
}
const DRILL_VERDICTS: { readonly [verdict in DrillFact['verdict']]: string } = {
  passed: 'Passed',
  messy: 'Messy',
  inconclusive: 'Inconclusive',
}

/** What somebody who relies on this page would miss. */
function problemsOf({ manifest }: RunbookSource, duties: readonly DutyEntry[]): Runbook['problems'] {
  const { runbook } = manifest
  const said: (readonly [boolean, string])[] = [
    [
      runbook.correctLooksLike.trim() === '',
      'The manifest does not say what a correct result looks like (runbook.correctLooksLike).',
    ],
    [runbook.dailyChecks.length === 0, 'The manifest names no daily check (runbook.dailyChecks).'],
    [runbook.breaksFirst.length === 0, 'The manifest does not say what breaks first (runbook.breaksFirst).'],
    [runbook.stopWhen.length === 0, 'The manifest does not say when to stop it (runbook.stopWhen).'],
    [
      runbook.callBuilderWhen.length === 0,
      'The manifest does not say when to call the builder (runbook.callBuilderWhen).',
    ],
  ]
  const unfilled = duties
    .filter(({ duty }) => NEEDED_NAMES.includes(duty))
    .flatMap(({ label, people, problem }) => {
      if (problem === 'nobody') return [`"${label}" has nobody.`]
      return problem === 'several'
        ? [`"${label}" has ${people.length} names, ${listInWords(people)}: one is needed.`]
        : []
    })
  return [
    ...said.flatMap(([isSo, text]) => (isSo ? [{ about: 'manifest' as const, text }] : [])),
    ...unfilled.map((text) => ({ about: 'duties' as const, text })),
  ]
}

/** Without these names the page leads nowhere in an incident (S280, S341). */
const NEEDED_NAMES = ['daily-care', 'backup', 'change-owner', 'informs']

function measuredInWords(which: Measure, measured: Measured): string {
  if (measured.kind === 'insufficient') return `not enough yet: ${whole(measured.n)} of ${whole(measured.needed)}`
  const { unit } = MEASURES[which]
  const value =
    unit === 'ms' ? durationOf(measured.value) : unit === '%' ? `${fixed(measured.value)} %` : amount(measured.value)
  const interval =
    measured.interval === null || unit !== '%'
      ? ''
      : ` (95 % interval ${fixed(measured.interval.low)} to ${fixed(measured.interval.high)} %)`
  return `${value}${interval}, n ${whole(measured.n)}`
}

function boundInWords({ measure: which, bound, value }: RunbookSource['targets'][number]): string {
  const { unit } = MEASURES[which]
  const shown = unit === 'ms' ? durationOf(value) : unit === '%' ? `${fixed(value)} %` : amount(value)
  return `${bound === 'at-least' ? 'at least' : 'at most'} ${shown}`
}

function durationOf(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${fixed(ms / 1000)} s`
}

function fixed(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 1 : 0)))
}

function amount(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** `12,340`. */
function whole(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

function ageInWords(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / DAY_MS)
  const date = dateInWords(at.toISOString().slice(0, 10))
  return days <= 0 ? `today, ${date}` : `${counted(days, 'day')} ago, ${date}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function sentences(items: readonly string[]): string {
  return items.map(asSentence).join(' ')
}

function section(id: RunbookSectionId, title: string, entries: readonly RunbookEntry[]): RunbookSection {
  return { id, title, entries }
}

function term(label: string, text: string): RunbookEntry {
  return { kind: 'term', label, text, live: false }
}

function item(text: string): RunbookEntry {
  return { kind: 'item', text, live: false }
}

function live(kind: 'term', label: string, text: string): RunbookEntry {
  return { kind, label, text, live: true }
}
