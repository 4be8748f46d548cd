import { type AtLimit, DAY_MS, type Manifest, type PromptReference } from '@dayshift/core'
import { z } from 'zod'
import {
  choice,
  contentPointer,
  days,
  duration,
  expression,
  formatVersion,
  isoDate,
  jsonSchema,
  money,
  parameters,
  percent,
  probability,
  slugField,
  verbatim,
  wholeNumber,
  words,
} from '../common/yaml-fields.ts'

const SECOND = 1000
const HOUR = 3_600_000
export const LONGEST_PROMPT = 200_000

const name = (description: string) => words(100, description)
const sentence = (description: string) => words(1000, description)
const prose = (description: string) => words(4000, description)
const sentences = (description: string) =>
  z.array(sentence('One of them, in plain words.')).max(50).describe(description)
const none = <T extends z.ZodType>(schema: T) => schema.optional().transform((value) => value ?? null)

/**
 * The author's form of a manifest, `dayshift.yaml`. What has a safe default may be left out; a key that isn't here is an
 * error. The descriptions are what editors show.
 */
export const manifestSchema = z.strictObject({
  dayshift: formatVersion('Version of this format; 1.'),
  workflow: slugField(
    'Stable name, in lower-case words with hyphens. Never change it: it decides which units are in the rollout.',
  ),
  name: name('The name that people read. Left out, it is made from "workflow".').optional(),
  release: name('Name or date of this version, as people say it, like "2026-11-20". In quotes.'),
  purpose: prose('What the workflow does, and for what.'),
  doesNot: sentences('What it does not do, one sentence each.').min(1),
  trigger: sentence('What starts it.'),
  reads: sentences('What it reads, one thing each.').min(1),
  produces: sentence('What comes out of it.'),
  usedBy: sentence('Who works with what comes out.'),
  pilot: none(
    z
      .strictObject({
        hypothesis: sentence('What the pilot is to find out.'),
        until: isoDate('Last day of the pilot.'),
      })
      .describe('Only while it is a pilot.'),
  ),
  input: jsonSchema('JSON Schema (2020-12) of one unit as it comes in. What does not match goes to a person.'),
  output: jsonSchema("JSON Schema (2020-12) of the AI's answer. What does not match goes to a person."),
  unitKey: none(
    expression('CEL over "input" that names the unit, like "input.ticketId". Needed where the caller hands in no key.'),
  ),
  dedupe: none(
    z
      .strictObject({
        key: expression('CEL over "input"; units with the same key are the same.'),
        window: duration('How long the first result is given again.', SECOND, 90 * DAY_MS).prefault('1h'),
      })
      .describe('How the same unit is recognised when it comes again.'),
  ),
  confidence: none(
    z
      .strictObject({
        value: expression('CEL over "input" and "output" that gives a number from 0 to 1, like "output.confidence".'),
        atLeast: probability('Below this a person does the unit without the answer.'),
      })
      .describe('How sure the AI is of an answer.'),
  ),
  model: z
    .strictObject({
      provider: name('Who serves the model, like "openai" or "local".'),
      name: words(200, 'The model as the provider calls it.'),
      version: none(words(200, 'Version or hash of the model, where the provider gives one.')),
      parameters: parameters('Parameters of the call, like temperature.').prefault({}),
    })
    .describe('The model that the workflow calls.'),
  prompts: z
    .array(
      z.strictObject({
        name: name('What the prompt is for.'),
        file: words(300, 'File with the text, beside or below the manifest.').optional(),
        text: verbatim(LONGEST_PROMPT, 'The text itself.').optional(),
      }),
    )
    .max(50)
    .prefault([])
    .describe('The prompts, each by "file" or by "text". Their texts are part of the release.'),
  rules: z
    .array(
      z.strictObject({
        name: name('Short name; reasons and figures go by it.'),
        on: choice(['input', 'output'], '"input": before the AI is asked; "output": on its answer.').prefault('output'),
        when: expression('CEL over "input" (and "output", on: output), true where the rule applies.'),
        to: choice(
          ['human', 'review'],
          '"human": a person does it without the answer; "review": a person checks the answer.',
        ).prefault('human'),
        because: sentence('The sentence that people read when the rule applies.'),
      }),
    )
    .max(200)
    .prefault([])
    .describe('What goes to a person. A manifest without such a rule is invalid.'),
  rollout: z
    .strictObject({
      percent: percent('Share of units that a new release starts with; the others take the existing process.').prefault(
        0,
      ),
      steps: z
        .array(percent('One step.'))
        .max(20)
        .prefault([5, 25, 50, 100])
        .describe('The shares that follow, rising.'),
    })
    .prefault({})
    .describe('How many units the AI serves.'),
  qaSample: percent('Share of otherwise automatic answers that a person checks, drawn at random.').prefault(5),
  call: z
    .strictObject({
      timeout: duration('Longest wait for one answer.', 10, HOUR).prefault('30s'),
      attempts: wholeNumber('Attempts in all, the first included.', 1, 10).prefault(3),
      backoff: duration('First pause between attempts; it doubles.', 1, HOUR).prefault('500ms'),
      breaker: z
        .strictObject({
          failures: wholeNumber('Failures in a row after which the AI is not asked for a while.', 1, 1000).prefault(5),
          coolDown: duration('How long it is not asked then.', 100, DAY_MS).prefault('60s'),
        })
        .prefault({})
        .describe('Stops calling an AI that keeps failing.'),
    })
    .prefault({})
    .describe('How the AI is called.'),
  fallback: z
    .strictObject({
      route: choice(['human', 'existing-process'], "Where a unit goes that the AI can't serve.").prefault('human'),
      sentence: sentence('What happens then, in plain words.').prefault('A person does the work, as before.'),
    })
    .prefault({})
    .describe('What happens when the AI is paused, fails or has spent its budget.'),
  limits: z
    .strictObject({
      perRun: none(money('The most that one run may cost.')),
      perDay: none(money('The most that all runs of a day may cost.')),
      perMonth: none(money('The most that all runs of a month may cost.')),
      latency: none(duration('How long an answer should take at most.', 1, DAY_MS)),
      atLimit: choice(
        ['human', 'alert', 'cheaper-model'],
        'What happens beyond the limit of a day or a month: "human": units take the fallback; "alert": they go on, and the holder of the spend is told; "cheaper-model": they go on with "cheaperModel".',
      ).prefault('human'),
      cheaperModel: none(
        z
          .strictObject({
            provider: name('Who serves the model.'),
            name: words(200, 'The model as the provider calls it.'),
            version: none(words(200, 'Version or hash of the model, where the provider gives one.')),
            parameters: parameters('Parameters of the call, like temperature.').prefault({}),
          })
          .describe('The model that is called beyond the limit. Needed for "atLimit: cheaper-model".'),
      ),
    })
    .prefault({})
    .describe('What it may cost and how long it may take.'),
  metrics: z
    .array(
      z.strictObject({
        name: name('Short name.'),
        means: sentence('What is counted or measured.'),
        threshold: sentence('What is good enough.'),
      }),
    )
    .max(20)
    .prefault([])
    .describe('One to three numbers that match the purpose.'),
  slices: z
    .array(
      z.strictObject({ name: name('Short name.'), by: expression('CEL over "input" that gives the slice\'s label.') }),
    )
    .max(20)
    .prefault([])
    .describe('Groups of units whose figures are also shown apart.'),
  data: z
    .strictObject({
      capture: choice(['none', 'redacted', 'full'], 'What is kept of inputs and answers.').prefault('redacted'),
      retention: days('How long it is kept. Needed unless capture is "none".', 3650).optional(),
      subject: none(
        expression('CEL over "input" that names the person whom the unit is about, so that it can be erased.'),
      ),
      redact: z
        .array(contentPointer('One field.'))
        .max(200)
        .prefault([])
        .describe('Fields whose values are never kept.'),
    })
    .describe('What is kept, and for how long.'),
  cases: z
    .strictObject({
      due: duration('When a person should have decided.', SECOND, 365 * DAY_MS).prefault('4h'),
      backupAfter: duration('After this the case goes to the backup.', SECOND, 365 * DAY_MS).prefault('8h'),
      expire: duration('After this it goes to the existing process.', SECOND, 365 * DAY_MS).prefault('2d'),
    })
    .prefault({})
    .describe('How long what waits for a person may wait.'),
  runbook: z
    .strictObject({
      correctLooksLike: prose('What a correct answer looks like.').optional(),
      dailyChecks: sentences('What the operator looks at every day.').prefault([]),
      breaksFirst: sentences('What breaks first, from experience.').prefault([]),
      stopWhen: sentences('When to pause the workflow.').prefault([]),
      callBuilderWhen: sentences('When to call the builder.').prefault([]),
    })
    .prefault({})
    .describe('For the person who cares for it every day.'),
})

export type AuthoredManifest = z.output<typeof manifestSchema>

/** The author's form as the core's normalised manifest. The prompts' texts have been read by then. */
export function normaliseManifest(authored: AuthoredManifest, prompts: readonly PromptReference[]): Manifest {
  const { call, cases, data, dedupe, limits, runbook, rollout } = authored
  return {
    dayshift: authored.dayshift,
    workflow: authored.workflow,
    name: authored.name ?? nameFromSlug(authored.workflow),
    release: authored.release,
    purpose: authored.purpose,
    doesNot: authored.doesNot,
    trigger: authored.trigger,
    reads: authored.reads,
    produces: authored.produces,
    usedBy: authored.usedBy,
    pilot: authored.pilot,
    input: authored.input,
    output: authored.output,
    unitKey: authored.unitKey,
    dedupe: dedupe && { key: dedupe.key, windowMs: dedupe.window },
    confidence: authored.confidence,
    model: authored.model,
    prompts,
    rules: authored.rules,
    rollout,
    qaSample: authored.qaSample,
    call: {
      timeoutMs: call.timeout,
      attempts: call.attempts,
      backoffMs: call.backoff,
      breaker: { failures: call.breaker.failures, coolDownMs: call.breaker.coolDown },
    },
    fallback: authored.fallback,
    limits: {
      perRun: limits.perRun,
      perDay: limits.perDay,
      perMonth: limits.perMonth,
      latencyMs: limits.latency,
      ...normalisedAtLimit(limits),
    },
    metrics: authored.metrics,
    slices: authored.slices,
    data: {
      capture: data.capture,
      retentionDays: data.retention ?? 0,
      subject: data.subject,
      redact: data.redact,
    },
    cases: { dueMs: cases.due, backupAfterMs: cases.backupAfter, expireMs: cases.expire },
    runbook: { ...runbook, correctLooksLike: runbook.correctLooksLike ?? '' },
  }
}

/** What is the same as saying nothing is not there: it has the same meaning and so the same hash. */
function normalisedAtLimit({ atLimit, cheaperModel }: AuthoredManifest['limits']): { readonly atLimit?: AtLimit } {
  if (atLimit === 'alert') return { atLimit: { kind: 'alert' } }
  return atLimit === 'cheaper-model' && cheaperModel !== null
    ? { atLimit: { kind: 'cheaper-model', model: cheaperModel } }
    : {}
}

/** A pointer into the normalised manifest as a pointer into the author's form. */
export function authoredPath(path: string): string {
  return AUTHORED_PATHS[path] ?? path
}

const AUTHORED_PATHS: { readonly [path: string]: string } = {
  '/cases/dueMs': '/cases/due',
  '/cases/backupAfterMs': '/cases/backupAfter',
  '/cases/expireMs': '/cases/expire',
  '/dedupe/windowMs': '/dedupe/window',
  '/limits/latencyMs': '/limits/latency',
  '/limits/atLimit/model': '/limits/cheaperModel',
  '/data/retentionDays': '/data/retention',
}

/** `billing-replies` → `Billing replies`. */
export function nameFromSlug(slug: string): string {
  const spaced = slug.replaceAll('-', ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
