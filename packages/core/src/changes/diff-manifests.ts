import { canonicalJson } from '../json/canonical.ts'
import type { Json, JsonSchema } from '../json/json.ts'
import { durationInWords, listInWords, moneyInWords, percentInWords } from '../workflows/in-words.ts'
import type { Manifest, Money, PromptReference, Rule } from '../workflows/manifest.ts'
import { CHANGE_PARTS, type ChangePart } from './parts.ts'
import { DAY_MS } from '../time.ts'

/** One field that differs, in the words that people use for it. */
export interface DiffEntry {
  /** JSON pointer into the manifest; of a list's members by name, `/rules/money/when`. */
  readonly path: string
  readonly label: string
  readonly part: ChangePart
  /** `text` is prose, to be read word by word; `value` is short. */
  readonly form: 'text' | 'value'
  /** Null where there was none. */
  readonly before: string | null
  /** Null where there is none any more. */
  readonly after: string | null
}

export interface ManifestDiff {
  readonly entries: readonly DiffEntry[]
  /** The parts that differ, each once, in the order of {@link CHANGE_PARTS}. */
  readonly touches: readonly ChangePart[]
}

/**
 * What differs between two manifests, field by field in the order in which people read them. Of a first manifest
 * (`before` null) every field that it fills is new.
 */
export function diffManifests(before: Manifest | null, after: Manifest): ManifestDiff {
  const old = before === null ? new Map<string, Field>() : fieldsOf(before)
  const now = fieldsOf(after)
  const entries: DiffEntry[] = []
  for (const path of orderOf(old, now)) {
    const from = old.get(path)
    const to = now.get(path)
    if (from?.shown === to?.shown && from?.exact === to?.exact) continue
    const field = to ?? from
    if (field === undefined || (from?.shown ?? null) === (to?.shown ?? null)) {
      // Told alike in words, yet not the same: the exact values say how.
      if (field !== undefined) {
        entries.push({ path, ...field.as, before: from?.exact ?? null, after: to?.exact ?? null })
      }
      continue
    }
    entries.push({ path, ...partIn(field, path, from, to), before: from?.shown ?? null, after: to?.shown ?? null })
  }
  if (before !== null && ruleOrder(before) !== ruleOrder(after) && sameNames(before.rules, after.rules)) {
    entries.push({
      path: '/rules',
      label: 'Order of the rules',
      part: 'rules',
      form: 'value',
      before: ruleOrder(before),
      after: ruleOrder(after),
    })
  }
  const touched = new Set(entries.map(({ part }) => part))
  return { entries, touches: PARTS.filter((part) => touched.has(part)) }
}

const PARTS = Object.keys(CHANGE_PARTS) as ChangePart[]

interface Named {
  readonly label: string
  readonly part: ChangePart
  readonly form: 'text' | 'value'
}

interface Field {
  readonly as: Named
  /** As people read it. */
  readonly shown: string
  /** What must be equal for the field to be the same. */
  readonly exact: string
}

/** A prompt that comes or goes is another matter than its words; what a workflow doesn't do may be narrowed. */
function partIn({ as, shown }: Field, path: string, from: Field | undefined, to: Field | undefined): Named {
  if (as.part === 'prompt' && (from === undefined || to === undefined)) return { ...as, part: 'tools' }
  if (as.part !== 'scope') return as
  if (from === undefined) return { ...as, part: path.startsWith('/doesNot/') ? 'narrowing' : 'scope' }
  return to !== undefined && wordsOf(from.shown) === wordsOf(shown) ? { ...as, part: 'wording' } : as
}

/** The words of a text, whatever the case, the spaces and the punctuation. */
function wordsOf(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  )
}

function fieldsOf(manifest: Manifest): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  const put = (path: string, as: Named, shown: string | null, exact: Json = shown) => {
    if (shown !== null && shown !== '') fields.set(path, { as, shown, exact: canonicalJson(exact) })
  }
  const text = (path: string, label: string, part: ChangePart, value: string | null) =>
    put(path, { label, part, form: 'text' }, value)
  const value = (path: string, label: string, part: ChangePart, shown: string | null, exact?: Json) =>
    put(path, { label, part, form: 'value' }, shown, exact)

  value('/release', 'Name of the release', 'release', manifest.release)
  value('/name', 'Name', 'name', manifest.name)
  text('/purpose', 'What it does', 'scope', manifest.purpose)
  // Each line by its own words: one that goes widens what the workflow does, one that comes narrows it.
  for (const line of manifest.doesNot) text(`/doesNot/${wordsOf(line)}`, 'What it does not do', 'scope', line)
  text('/trigger', 'What triggers it', 'scope', manifest.trigger)
  text('/usedBy', 'Who uses it', 'scope', manifest.usedBy)
  text('/reads', 'What it reads', 'wording', listInWords(manifest.reads))
  text('/produces', 'What it produces', 'wording', manifest.produces)
  if (manifest.pilot !== null) {
    text('/pilot/hypothesis', 'What the pilot is to find out', 'pilot', manifest.pilot.hypothesis)
    value('/pilot/until', 'Last day of the pilot', 'pilot', manifest.pilot.until)
  }

  const { provider, name, version, parameters } = manifest.model
  value('/model/name', 'Model', 'model', `${name} from ${provider}`)
  value('/model/version', 'Version of the model', 'model', version)
  for (const [key, each] of Object.entries(parameters)) {
    value(`/model/parameters/${key}`, `Model parameter "${key}"`, 'model', String(each), each)
  }
  for (const prompt of manifest.prompts) promptField(text, prompt)

  schemaFields(value, '/input', 'Input', manifest.input)
  schemaFields(value, '/output', 'Output', manifest.output)
  for (const rule of manifest.rules) ruleFields(text, value, rule)
  value('/confidence/value', 'How sure the AI is: read from', 'routing', manifest.confidence?.value ?? null)
  value(
    '/confidence/atLeast',
    'How sure the AI must be',
    'routing',
    manifest.confidence === null ? null : percentInWords(manifest.confidence.atLeast * 100),
  )
  value('/qaSample', 'Answers that a person checks at random', 'routing', percentInWords(manifest.qaSample))
  value('/unitKey', 'What tells units apart', 'routing', manifest.unitKey)
  if (manifest.dedupe !== null) {
    value('/dedupe/key', 'What makes two units the same', 'routing', manifest.dedupe.key)
    value('/dedupe/window', 'For how long', 'routing', durationInWords(manifest.dedupe.windowMs))
  }
  value('/fallback/route', 'Where units go that the AI can not serve', 'routing', ROUTE_WORDS[manifest.fallback.route])
  text('/fallback/sentence', 'What happens then', 'wording', manifest.fallback.sentence)

  const { call, limits, data, cases, runbook, rollout } = manifest
  value('/rollout/percent', 'First share of units', 'rollout', percentInWords(rollout.percent))
  value('/rollout/steps', 'Steps of the rollout', 'rollout', listInWords(rollout.steps.map(percentInWords)) || null)
  value('/call/timeout', 'Patience with one attempt', 'call', durationInWords(call.timeoutMs))
  value('/call/attempts', 'Attempts', 'call', String(call.attempts))
  value('/call/backoff', 'First pause between attempts', 'call', durationInWords(call.backoffMs))
  value(
    '/call/breaker',
    'When calls stop for a while',
    'call',
    `after ${call.breaker.failures} failures, for ${durationInWords(call.breaker.coolDownMs)}`,
  )
  value('/limits/perRun', 'Cost of a run', 'limits', atMost(limits.perRun))
  value('/limits/perDay', 'Cost of a day', 'limits', atMost(limits.perDay))
  value('/limits/perMonth', 'Cost of a month', 'limits', atMost(limits.perMonth))
  const beyond = limits.atLimit
  value('/limits/atLimit', 'Beyond the limit', 'limits', beyond === undefined ? null : BEYOND_WORDS[beyond.kind])
  if (beyond?.kind === 'cheaper-model') {
    const cheaper = beyond.model
    value('/limits/cheaperModel', 'Cheaper model', 'limits', `${cheaper.name} from ${cheaper.provider}`, {
      ...cheaper,
      parameters: { ...cheaper.parameters },
    })
  }
  value(
    '/limits/latency',
    'Time to an answer',
    'limits',
    limits.latencyMs === null ? null : `at most ${durationInWords(limits.latencyMs)}`,
  )
  for (const metric of manifest.metrics) {
    text(
      `/metrics/${metric.name}`,
      `Metric "${metric.name}"`,
      'metrics',
      `${metric.means} Good enough: ${metric.threshold}`,
    )
  }
  for (const slice of manifest.slices) value(`/slices/${slice.name}`, `Slice "${slice.name}"`, 'slices', slice.by)
  value('/data/capture', 'What is kept of inputs and answers', 'data', CAPTURE_WORDS[data.capture])
  value('/data/retention', 'How long', 'data', durationInWords(data.retentionDays * DAY_MS))
  value('/data/subject', 'Whom they are about', 'data', data.subject)
  value('/data/redact', 'Never kept', 'data', listInWords(data.redact) || null)
  value('/cases/due', 'A case is due within', 'cases', durationInWords(cases.dueMs))
  value('/cases/backupAfter', 'It goes to the backup after', 'cases', durationInWords(cases.backupAfterMs))
  value('/cases/expire', 'It goes to the existing process after', 'cases', durationInWords(cases.expireMs))
  text('/runbook/correctLooksLike', 'Runbook: what right looks like', 'runbook', runbook.correctLooksLike)
  text('/runbook/dailyChecks', 'Runbook: daily checks', 'runbook', lines(runbook.dailyChecks))
  text('/runbook/breaksFirst', 'Runbook: what breaks first', 'runbook', lines(runbook.breaksFirst))
  text('/runbook/stopWhen', 'Runbook: when to stop it', 'runbook', lines(runbook.stopWhen))
  text('/runbook/callBuilderWhen', 'Runbook: when to call the builder', 'runbook', lines(runbook.callBuilderWhen))
  return fields
}

type PutText = (path: string, label: string, part: ChangePart, value: string | null) => void
type PutValue = (path: string, label: string, part: ChangePart, shown: string | null, exact?: Json) => void

function promptField(put: PutText, { name, text }: PromptReference): void {
  put(`/prompts/${name}`, `Prompt "${name}"`, 'prompt', text)
}

function ruleFields(text: PutText, value: PutValue, rule: Rule): void {
  const label = `Rule "${rule.name}"`
  value(`/rules/${rule.name}/when`, `${label}: applies where`, 'rules', rule.when)
  value(`/rules/${rule.name}/on`, `${label}: looks at`, 'rules', `the ${rule.on}`)
  value(`/rules/${rule.name}/to`, `${label}: sends to`, 'rules', rule.to === 'human' ? 'a person' : 'review')
  text(`/rules/${rule.name}/because`, `${label}: what people read`, 'wording', rule.because)
}

/** Field by field where a schema is an object's; whatever else it says is one value. */
function schemaFields(put: PutValue, path: string, side: string, schema: JsonSchema): void {
  if (!isObject(schema)) {
    put(path, side, 'schema', canonicalJson(schema))
    return
  }
  const { properties, required, ...rest } = schema
  const needed = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
  if (isObject(properties)) {
    for (const [name, each] of Object.entries(properties)) {
      const must = needed.includes(name) ? ', required' : ''
      put(`${path}/properties/${name}`, `${side} field "${name}"`, 'schema', `${describe(each)}${must}`, {
        schema: each,
        required: needed.includes(name),
      })
    }
  }
  if (Object.keys(rest).length > 0) put(path, `${side}: the rest`, 'schema', canonicalJson(rest))
}

function describe(schema: Json): string {
  if (!isObject(schema)) return canonicalJson(schema)
  const { type, title, description, ...rest } = schema
  const kind = typeof type === 'string' ? type : Array.isArray(type) ? listInWords(type.map(String)) : 'anything'
  const more = Object.entries(rest).map(([key, each]) => `${key} ${canonicalJson(each)}`)
  const named = [title, description].filter((each) => typeof each === 'string').map((each) => `"${each}"`)
  return [kind, ...named, ...more].join(', ')
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The new manifest's order; what is gone stands where it stood. */
function orderOf(old: ReadonlyMap<string, Field>, now: ReadonlyMap<string, Field>): readonly string[] {
  const order = [...now.keys()]
  let before: string | null = null
  for (const path of old.keys()) {
    if (!now.has(path)) order.splice(before === null ? 0 : order.indexOf(before) + 1, 0, path)
    before = path
  }
  return order
}

function sameNames(a: readonly Rule[], b: readonly Rule[]): boolean {
  return namesOf(a).toSorted().join('\n') === namesOf(b).toSorted().join('\n')
}

function ruleOrder({ rules }: Manifest): string {
  return namesOf(rules).join(', ')
}

function namesOf(rules: readonly Rule[]): string[] {
  return rules.map(({ name }) => name)
}

function atMost(money: Money | null): string | null {
  return money === null ? null : `at most ${moneyInWords(money)}`
}

function lines(items: readonly string[]): string | null {
  return items.length === 0 ? null : items.join('\n')
}

const BEYOND_WORDS = {
  human: 'units take the fallback',
  alert: 'units go on, and somebody is told',
  'cheaper-model': 'units go to a cheaper model',
} as const
const ROUTE_WORDS = { human: 'to a person', 'existing-process': 'to the existing process' } as const
const CAPTURE_WORDS = { none: 'nothing', redacted: 'the redacted text', full: 'the whole text' } as const
