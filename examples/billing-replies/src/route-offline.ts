import type { Gate, Verdict } from '@dayshift/core'
import { answerFromPolicy, type Answer } from './answer.ts'
import type { TextClassifier } from '@dayshift/core'
import type { TicketRow } from './read-tickets.ts'

export interface RoutedTicket {
  readonly unitKey: string
  readonly verdict: Verdict
  /** Null where the AI was not asked. */
  readonly answer: Answer | null
  readonly text: string
}

/**
 * Sends one ticket through the gate without any server: the same pure function that the SDK asks, with nothing
 * recorded. `draw` in [0, 1) decides the quality sample.
 */
export function routeOffline(gate: Gate, classifier: TextClassifier, row: TicketRow, draw: number): RoutedTicket {
  const input = { ticketId: row.unitKey, customer: row.unitKey, text: row.text }
  const admission = gate.admit(input, {
    unitKey: row.unitKey,
    leaseExpired: false,
    paused: null,
    rolloutPercent: gate.manifest.rollout.percent,
    duplicate: null,
    reserve: () => null,
  })
  if (admission.kind === 'settled')
    return { unitKey: row.unitKey, verdict: admission.verdict, answer: null, text: row.text }
  const answer = answerFromPolicy(classifier, row)
  const { verdict } = gate.settle(input, { kind: 'answered', output: answer }, { bucket: admission.bucket, draw })
  return { unitKey: row.unitKey, verdict, answer, text: row.text }
}
