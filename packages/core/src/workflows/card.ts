import { atLimitInWords } from '../spend/at-limit.ts'
import {
  asSentence,
  counted,
  dateInWords,
  durationInWords,
  listInWords,
  moneyInWords,
  percentInWords,
} from './in-words.ts'
import type { Manifest, Rule } from './manifest.ts'

/** A workflow on one page in plain words, computed from its manifest. */
export interface Card {
  readonly lines: readonly CardLine[]
}

export interface CardLine {
  readonly label: string
  /** One or more whole sentences. */
  readonly text: string
}

/** Writes the card: what triggers the workflow, what it reads and produces, who checks it, what happens if it breaks. */
export function cardOf(manifest: Manifest): Card {
  const lines: CardLine[] = [
    { label: 'What it does', text: asSentence(manifest.purpose) },
    { label: 'What it does not do', text: sentences(manifest.doesNot) },
    { label: 'What triggers it', text: asSentence(manifest.trigger) },
    { label: 'What it reads', text: sentences(manifest.reads) },
    { label: 'What it produces', text: asSentence(manifest.produces) },
    { label: 'Who uses it', text: asSentence(manifest.usedBy) },
    { label: 'Who checks it', text: whoChecks(manifest) },
    { label: 'What happens if it breaks', text: whenItBreaks(manifest) },
    { label: 'How long a person has', text: timesOf(manifest) },
    { label: 'What it may cost', text: costOf(manifest) },
    { label: 'What is kept, and how long', text: keptOf(manifest) },
    { label: 'How it starts', text: startOf(manifest) },
    { label: 'What it runs on', text: runsOn(manifest) },
    { label: 'How to tell that it helps', text: metricsOf(manifest) },
  ]
  return { lines: lines.filter((line) => line.text !== '') }
}

function whoChecks(manifest: Manifest): string {
  const said: string[] = []
  const before = manifest.rules.filter((rule) => rule.on === 'input')
  const instead = manifest.rules.filter((rule) => rule.on === 'output' && rule.to === 'human')
  const checked = manifest.rules.filter((rule) => rule.on === 'output' && rule.to === 'review')
  if (before.length > 0) said.push(`A person does it, and the AI is not asked, where ${ruleNames(before)}.`)
  if (instead.length > 0) said.push(`A person does it without the answer where ${ruleNames(instead)}.`)
  if (manifest.confidence !== null) {
    said.push(
      `A person does it, too, where the AI is less than ${percentInWords(manifest.confidence.atLeast * 100)} sure.`,
    )
  }
  if (checked.length > 0) said.push(`A person checks the answer before it takes effect where ${ruleNames(checked)}.`)
  said.push(
    manifest.qaSample > 0
      ? `Of all other answers a person checks ${percentInWords(manifest.qaSample)}, drawn at random; the rest takes effect unchecked.`
      : 'All other answers take effect unchecked.',
  )
  return said.join(' ')
}

function ruleNames(rules: readonly Rule[]): string {
  const quoted = rules.map((rule) => `"${rule.name}"`)
  return rules.length === 1 ? `the rule ${quoted.join('')} applies` : `one of the rules ${listInWords(quoted)} applies`
}

function whenItBreaks({ fallback, call }: Manifest): string {
  const where = fallback.route === 'human' ? 'a person does the unit' : 'the unit takes the existing process'
  const wait = durationInWords(call.timeoutMs)
  const attempts = call.attempts === 1 ? `one attempt of ${wait}` : `${call.attempts} attempts of ${wait} each`
  return [
    asSentence(fallback.sentence),
    `If the AI gives no answer in ${attempts}, is paused or has spent its budget, ${where}.`,
    'A unit with missing or malformed data, and an answer that is malformed, goes to a person.',
  ].join(' ')
}

function timesOf({ cases }: Manifest): string {
  return `What waits for a person is due within ${durationInWords(cases.dueMs)}, goes to the backup after ${durationInWords(cases.backupAfterMs)}, and to the existing process after ${durationInWords(cases.expireMs)}; it never goes through by itself.`
}

function costOf({ limits, fallback }: Manifest): string {
  const parts: string[] = []
  if (limits.perRun !== null) parts.push(`${moneyInWords(limits.perRun)} a run`)
  if (limits.perDay !== null) parts.push(`${moneyInWords(limits.perDay)} a day`)
  if (limits.perMonth !== null) parts.push(`${moneyInWords(limits.perMonth)} a month`)
  const then = atLimitInWords(limits, fallback.route)
  const cost =
    parts.length === 0 ? 'No limit is set on its cost.' : `At most ${listInWords(parts)}; beyond that ${then}.`
  const latency =
    limits.latencyMs === null ? '' : ` An answer should take no longer than ${durationInWords(limits.latencyMs)}.`
  return cost + latency
}

function keptOf({ data }: Manifest): string {
  if (data.capture === 'none') return 'No inputs and no answers are kept; only what was decided, and why.'
  const days = counted(data.retentionDays, 'day')
  const fields = data.redact.length === 0 ? '' : `${listInWords(data.redact.map(fieldOf))}, and without `
  const what =
    data.capture === 'full'
      ? `Inputs and answers are kept for ${days}, whole.`
      : `Inputs and answers are kept for ${days}, without ${fields}e-mail addresses, phone, card and account numbers.`
  const subject = data.subject === null ? '' : ' What is kept about one person can be erased.'
  return what + subject
}

/** `/input/customer/email` as a reader says it: `customer email of the input`. */
function fieldOf(pointer: string): string {
  const [side = '', ...steps] = pointer.slice(1).split('/')
  const name = steps.map((step) => (step === '*' ? 'each' : step).replaceAll('~1', '/').replaceAll('~0', '~')).join(' ')
  return name === '' ? `the whole ${side}` : `"${name}" of the ${side}`
}

function startOf({ rollout, pilot }: Manifest): string {
  const later = rollout.steps.filter((step) => step > rollout.percent)
  const steps = later.length === 0 ? '' : `, then ${listInWords(later.map(percentInWords))}`
  const start =
    rollout.percent === 0 && later.length === 0
      ? 'A new release serves no units until somebody raises its share.'
      : `A new release starts with ${rollout.percent === 0 ? 'none' : percentInWords(rollout.percent)} of the units${steps}; the others take the existing process.`
  return pilot === null
    ? start
    : `${start} It is a pilot until ${dateInWords(pilot.until)}, to find out: ${asSentence(pilot.hypothesis)}`
}

function runsOn({ model, prompts, release }: Manifest): string {
  const version = model.version === null ? '' : ` in version ${model.version}`
  const prompt = prompts.length === 0 ? '' : `, with ${counted(prompts.length, 'prompt')}`
  return `Release ${release} runs on the model ${model.name} from ${model.provider}${version}${prompt}.`
}

function metricsOf({ metrics }: Manifest): string {
  return metrics
    .map(({ name, means, threshold }) => `${asSentence(`${name}: ${means}`)} Good enough: ${asSentence(threshold)}`)
    .join(' ')
}

function sentences(items: readonly string[]): string {
  return items.map(asSentence).join(' ')
}
