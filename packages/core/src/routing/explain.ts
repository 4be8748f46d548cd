import type { ReasonCode, Verdict } from './verdict.ts'

/** One question that the gate asks of a unit, in its order. */
export interface GateStep {
  readonly id: string
  /** The question, in plain words. */
  readonly question: string
  readonly state: 'passed' | 'decided' | 'not-reached'
}

interface StepDefinition {
  readonly id: string
  readonly question: string
  readonly codes: readonly ReasonCode[]
}

/** The gate's questions in order; each reason code belongs to exactly one of them. */
export const GATE_STEPS: readonly StepDefinition[] = [
  { id: 'release', question: 'Is there a release that may run?', codes: ['no-release', 'lease-expired'] },
  { id: 'paused', question: 'Is the workflow running, not paused?', codes: ['paused'] },
  { id: 'dedupe', question: 'Is this the first time that this unit comes?', codes: ['duplicate'] },
  { id: 'input-contract', question: 'Is the input complete and well-formed?', codes: ['input-contract'] },
  { id: 'input-rules', question: 'May the AI see this input at all?', codes: ['input-rule', 'input-rule-error'] },
  { id: 'rollout', question: 'Is the unit inside the rollout?', codes: ['outside-rollout'] },
  { id: 'budget', question: 'Is there budget left?', codes: ['budget'] },
  { id: 'call', question: 'Did the AI answer in time?', codes: ['call-failed', 'no-output'] },
  { id: 'output-contract', question: 'Is the answer well-formed?', codes: ['output-contract'] },
  {
    id: 'output-rules',
    question: 'Does a rule, or low confidence, want a person to look at the answer?',
    codes: ['output-rule', 'output-rule-error', 'low-confidence'],
  },
  { id: 'qa-sample', question: 'Was the unit drawn for a quality check?', codes: ['qa-sample'] },
  { id: 'clear', question: 'Nothing held it: it went through automatically.', codes: ['clear'] },
]

/** Lays a verdict out as the gate's questions: those passed, the one that decided, those never asked. */
export function explainVerdict(verdict: Pick<Verdict, 'reason'>): readonly GateStep[] {
  const decided = GATE_STEPS.findIndex((step) => step.codes.includes(verdict.reason.code))
  return GATE_STEPS.map((step, index) => ({
    id: step.id,
    question: step.question,
    state: index < decided ? 'passed' : index === decided ? 'decided' : 'not-reached',
  }))
}
