export { registerTransfer } from './register-transfer.ts'
export {
  /** @public */
  transferFact,
} from './transfer-fact.ts'
export { transferTasks } from './transfer-timer.ts'
