import type { Reason, Route, Verdict } from '@dayshift/core'
import type { ControlState } from '../control/gate-state.ts'
import { recordBeginning, recordRest, type CommonFacts, type RecordFacts } from './record-line.ts'

/** Keeps one record, whose line is `beginning` and `rest` together. */
export type Keep = (kind: 'runs' | 'decisions', beginning: string, rest: string) => void

/**
 * Keeps the runs of one workflow. A reason that comes again gets its beginning made once; one with a sentence of its
 * own (a duplicate, a failed call) is written whole.
 */
export function createRecordKeeper(workflow: string, keep: Keep) {
  let state: ControlState | null = null
  let common: CommonFacts = { workflow, release: null, model: null }
  const known = new Map<Reason, { readonly route: Route; readonly beginning: string }>()

  return (under: ControlState, verdict: Verdict, facts: RecordFacts, contents: string): void => {
    if (state !== under) {
      state = under
      common = { workflow, release: under.release?.hash ?? null, model: under.gate?.manifest.model.name ?? null }
      known.clear()
    }
    const rest = recordRest(facts, common, verdict.bucket, contents)
    const before = known.get(verdict.reason)
    if (before !== undefined && before.route === verdict.route) {
      keep('runs', before.beginning, rest)
      return
    }
    const beginning = recordBeginning(common, verdict)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(verdict.reason, { route: verdict.route, beginning })
    keep('runs', '', beginning + rest)
  }
}

const MOST_KNOWN = 64
