export { registerHandover } from './register-handover.ts'
export { freezeOf, stageOf } from './stage-rule.ts'
export { readTargets as targetsOf } from './evidence-store.ts'
export { handoffOf } from './handoff-record.ts'
