import type { TextClassifier } from '@dayshift/core'
import { BILLING_POLICY, policyFor } from './policy.ts'
import type { Ticket } from './tickets.ts'

/** What the workflow produces for one ticket; the manifest's `output` is its contract. */
export interface Answer {
  readonly topic: string
  readonly confidence: number
  /** Id of the policy entry that the draft follows; empty where none covers the topic. */
  readonly policy: string
  /** The reply; empty where there is no policy. */
  readonly draft: string
  readonly changesAccount: boolean
}

/** Finds the topic and drafts from the billing policy. No policy, no draft (S314). */
export function answerFromPolicy(classifier: TextClassifier, ticket: Pick<Ticket, 'text'>): Answer {
  const { label: topic, confidence } = classifier.classify(ticket.text) ?? { label: 'other', confidence: 0 }
  const entry = policyFor(topic)
  return {
    topic,
    confidence,
    policy: entry?.id ?? '',
    draft: entry === null ? '' : `Hello,\n\n${entry.reply}\n\nKind regards\nBilling support`,
    changesAccount: entry?.changesAccount ?? false,
  }
}

/** What a language model is told; its answer must be the JSON of `Answer`. The prompt stands in the manifest too. */
export function modelPrompt(ticket: Pick<Ticket, 'text'>): string {
  const policy = BILLING_POLICY.map(
    (entry) => `- ${entry.id}: ${entry.rule}${entry.changesAccount ? ' (changes the account)' : ''}`,
  ).join('\n')
  return `You draft replies to billing questions, strictly from this policy:\n${policy}\n\nTicket:\n${ticket.text}\n\nAnswer with JSON alone: {"topic": "<policy id, or sensitive, or other>", "confidence": <0..1>, "policy": "<policy id, or empty>", "draft": "<the reply, or empty without a policy>", "changesAccount": <true|false>}`
}
