export { registerRunbook } from './register-runbook.ts'
export {
  /** @public */
  runbookFact,
} from './runbook-fact.ts'
