import { asSentence, counted, durationInWords, listInWords, percentInWords } from '../workflows/in-words.ts'
import type { Manifest, Rule } from '../workflows/manifest.ts'
import type { RunbookEntry } from './runbook.ts'
import { fieldName, propertiesOf, requiredOf } from './fields-in-words.ts'

/** What happens with a unit that leaves the usual way, one line a case, as the gate does it. */
export function offFlow(manifest: Manifest): RunbookEntry[] {
  return [
    term('Missing or malformed data', missingData(manifest)),
    term('The same request again', duplicates(manifest)),
    term('A low-confidence answer', lowConfidence(manifest)),
    term('A failed AI call', failedCalls(manifest)),
    term('A malformed answer', 'It is not used: a person does the unit.'),
    ...WAYS.flatMap(({ name, holds }) => manifest.rules.filter(holds).map((rule) => term(name, becauseOf(rule)))),
    ...(manifest.qaSample > 0
      ? [term(CHECKED, `Of all other answers ${percentInWords(manifest.qaSample)}, drawn at random.`)]
      : []),
    term('Paused, or the budget is spent', `No AI is asked: ${fallbackOf(manifest)}.`),
    term(
      'Outside the rollout',
      'The unit goes the way that it went before the AI. A unit that is in once stays in while the share grows.',
    ),
  ]
}

/** What the fallback does, as a clause. */
export function fallbackOf({ fallback }: Manifest): string {
  return fallback.route === 'human' ? 'a person does the unit' : 'the unit takes the existing process'
}

const CHECKED = 'Checked by a person before it takes effect'
/** Where rules send a unit; those that send it the same way stand together. */
const WAYS: readonly { readonly name: string; readonly holds: (rule: Rule) => boolean }[] = [
  { name: 'To a person at once, the AI is not asked', holds: ({ on, to }) => on === 'input' && to === 'human' },
  { name: 'To a person, without the answer', holds: ({ on, to }) => on === 'output' && to === 'human' },
  { name: CHECKED, holds: ({ to }) => to === 'review' },
]

/** The rule's sentence with its name, by which runs and cases call it. */
function becauseOf({ because, name }: Rule): string {
  return `${asSentence(because).replace(/\.$/, '')} (${name}).`
}

function missingData({ input }: Manifest): string {
  const properties = propertiesOf(input)
  const needed = requiredOf(input).map((name) => fieldName(name, properties.find(([key]) => key === name)?.[1]))
  const what =
    needed.length === 0
      ? 'A unit whose data is malformed'
      : `A unit without ${listInWords(needed)}, or with data that is malformed,`
  return `${what} goes to a person, with the list of what is wrong. The AI is not asked. Correct the input in the inbox and have it run again.`
}

function duplicates({ dedupe }: Manifest): string {
  if (dedupe === null) return 'It is not told apart: each request is handled as a new one.'
  return `Within ${durationInWords(dedupe.windowMs)} (the same by ${dedupe.key}) the first result is given again; the AI is not asked twice.`
}

function lowConfidence({ confidence }: Manifest): string {
  if (confidence === null)
    return 'It is not told: this workflow measures no confidence, so the rules below must catch it.'
  return `Below ${percentInWords(confidence.atLeast * 100)} a person does it without the answer.`
}

function failedCalls(manifest: Manifest): string {
  const { call, fallback } = manifest
  const tries =
    call.attempts === 1
      ? `One attempt of ${durationInWords(call.timeoutMs)}`
      : `${call.attempts} attempts of ${durationInWords(call.timeoutMs)} each`
  const breaker = `After ${counted(call.breaker.failures, 'failure')} in a row it is left alone for ${durationInWords(call.breaker.coolDownMs)}.`
  return `${tries}, then ${fallbackOf(manifest)}. ${asSentence(fallback.sentence)} ${breaker}`
}

function term(label: string, text: string): RunbookEntry {
  return { kind: 'term', label, text, live: false }
}
