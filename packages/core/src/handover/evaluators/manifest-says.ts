import { counted, dateInWords } from '../../workflows/in-words.ts'
import type { Manifest } from '../../workflows/manifest.ts'
import { defineEvaluator } from './evaluator.ts'
import { listOf } from './params.ts'

interface Part {
  readonly name: string
  /** What is missing, or null where it is said. */
  readonly open: (manifest: Manifest, now: Date) => string | null
}

const saidBy = (name: string, texts: (manifest: Manifest) => readonly string[]): Part => ({
  name,
  open: (manifest) => (texts(manifest).some((text) => text.trim() !== '') ? null : `Say ${name}.`),
})

const PARTS = {
  purpose: saidBy('what it does', ({ purpose }) => [purpose]),
  'does-not': saidBy('what it does not do', ({ doesNot }) => doesNot),
  trigger: saidBy('what starts it', ({ trigger }) => [trigger]),
  reads: saidBy('what it reads', ({ reads }) => reads),
  produces: saidBy('what it produces', ({ produces }) => [produces]),
  users: saidBy('who uses it', ({ usedBy }) => [usedBy]),
  fallback: saidBy('what happens if it breaks', ({ fallback }) => [fallback.sentence]),
  'correct-result': saidBy('what a correct result looks like', ({ runbook }) => [runbook.correctLooksLike]),
  'daily-checks': saidBy('what is checked daily', ({ runbook }) => runbook.dailyChecks),
  'breaks-first': saidBy('what breaks first', ({ runbook }) => runbook.breaksFirst),
  'stop-when': saidBy('when to stop it', ({ runbook }) => runbook.stopWhen),
  'call-builder-when': saidBy('when to call the builder', ({ runbook }) => runbook.callBuilderWhen),
  'one-to-three-numbers': {
    name: 'one to three numbers that match the purpose',
    open: ({ metrics }: Manifest) =>
      metrics.length >= 1 && metrics.length <= 3
        ? null
        : `Keep one to three numbers that match the purpose; there are ${metrics.length}.`,
  },
  'human-path': {
    name: 'what goes to a person',
    open: ({ rules, confidence }: Manifest) =>
      rules.length > 0 || confidence !== null ? null : 'Write a rule that sends units to a person.',
  },
  'cost-limit': {
    name: 'a cost limit',
    open: ({ limits: { perRun, perDay, perMonth } }: Manifest) =>
      (perRun ?? perDay ?? perMonth) === null ? 'Set a cost limit a run, a day or a month.' : null,
  },
  'time-box': {
    name: 'hypothesis and last day of the pilot',
    open: ({ pilot }: Manifest, now: Date) => {
      if (pilot === null) return 'Write the hypothesis and the last day of the pilot.'
      return pilot.until >= now.toISOString().slice(0, 10)
        ? null
        : `The pilot was to end on ${dateInWords(pilot.until)}: decide, or give it a new date in writing.`
    },
  },
} as const satisfies { readonly [name: string]: Part }

const NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[] // the names of the table

/** What the builder has put into the manifest, in plain words. */
export const manifestSays = defineEvaluator({
  name: 'manifest-says',
  says: 'The manifest says in plain words what people around the workflow have to know.',
  params: { parts: listOf('What it must say.', NAMES, null) },
  judge({ params: { parts }, facts: { manifest }, now }) {
    if (manifest === null)
      return { verdict: 'unknown', sentence: 'There is no release yet.', missing: ['Propose a release.'] }
    const open = parts.flatMap((part) => PARTS[part].open(manifest, now) ?? [])
    return {
      verdict: open.length === 0 ? 'met' : 'unmet',
      sentence: `The manifest says ${parts.length - open.length} of ${counted(parts.length, 'thing')} that people have to know.`,
      evidence: [{ text: `Release ${manifest.release}`, at: null, ref: null }],
      missing: open,
    }
  },
})
