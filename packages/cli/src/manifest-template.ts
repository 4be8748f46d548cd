export interface TemplateParts {
  readonly workflow: string
  readonly name: string
  readonly release: string
}

/** A manifest to start from: valid as it is, each part with a word on what it is for. */
export function manifestTemplate({ workflow, name, release }: TemplateParts): string {
  // JSON's quotes are YAML's double quotes.
  return `# What this AI workflow is, what runs, under which rules and limits.
# Check it with "dayshift validate", read it in plain words with "dayshift card".
dayshift: 1

# Stable: it decides which units are in the rollout. Choose it once.
workflow: ${workflow}
name: ${JSON.stringify(name)}
# Name or date of this version. Each change of this file is a new release: give it a new name.
release: '${release}'

# In plain words, for the people who will run it every day.
purpose: Drafts answers to incoming requests, so that people have time for the hard ones.
doesNot:
  - It does not send anything by itself.
  - It does not answer about legal matters.
trigger: A request arrives in the queue.
reads:
  - the text of the request
produces: A drafted answer, its topic, and how sure it is.
usedBy: The team that answers requests.

# While it is a pilot: what it is to find out, and until when.
# pilot:
#   hypothesis: People keep eight of ten drafts as they are.
#   until: 2027-01-31

# JSON Schemas (2020-12). What does not match goes to a person.
input:
  type: object
  required: [id, text]
  additionalProperties: false
  properties:
    id: { type: string, minLength: 1 }
    text: { type: string, minLength: 1, maxLength: 20000 }
    email: { type: string }
output:
  type: object
  required: [topic, draft, confidence]
  additionalProperties: false
  properties:
    topic: { type: string }
    draft: { type: string }
    confidence: { type: number, minimum: 0, maximum: 1 }

# The unit's key, and what makes two units the same (CEL over the input).
unitKey: input.id
dedupe:
  key: input.id
  window: 1h

# Below this a person does the unit without the answer.
confidence:
  value: output.confidence
  atLeast: 70%

model:
  provider: openai
  name: gpt-5-mini
  # version: '2026-08-07'
  parameters: { temperature: 0 }
prompts:
  - name: draft
    # or "file: prompts/draft.md", beside this file
    text: |
      Draft an answer to the request. Say its topic, and how sure you are, from 0 to 1.

# What goes to a person. "on: input" is asked before the AI, "on: output" of its answer.
# "to: human": a person does it without the answer; "to: review": a person checks the answer.
rules:
  - name: legal
    on: input
    when: like(input.text, r'(?i)\\b(lawyer|lawsuit|court)s?\\b')
    to: human
    because: Legal matters go straight to a person.
  - name: no draft
    on: output
    when: output.draft == ''
    to: human
    because: There is no draft, so a person answers.
  - name: names money
    on: output
    when: like(output.draft, r'[$€£]|(?i)refund')
    to: review
    because: The draft names money; a person checks it before it is sent.

# A new release serves this share of units; the others take the existing process.
rollout:
  percent: 10
  steps: [25, 50, 100]
# Share of otherwise automatic answers that a person checks, drawn at random.
qaSample: 5

call:
  timeout: 30s
  attempts: 3
fallback:
  route: human
  sentence: The team answers by hand, as before.
limits:
  perRun: 0.05 USD
  perDay: 20 USD

# One to three numbers that match the purpose.
metrics:
  - name: Edit rate
    means: Share of checked drafts that people edit.
    threshold: At most 20 % in a week.

data:
  # none, redacted (without the fields below and without e-mail addresses, phone, card and account numbers) or full
  capture: redacted
  retention: 90d
  redact: [/input/email]
cases:
  due: 4h
  backupAfter: 8h
  expire: 2d

runbook:
  correctLooksLike: The draft answers the question that was asked and promises nothing.
  dailyChecks:
    - Are there cases past their due time?
  stopWhen:
    - A draft promises something that we do not do.
  callBuilderWhen:
    - The same edit is made three times in a week.
`
}
