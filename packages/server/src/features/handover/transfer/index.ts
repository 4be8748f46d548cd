export { registerTransfer } from './register-transfer.ts'
export { supportOf, transferFact } from './transfer-fact.ts'
export { transferTasks } from './transfer-timer.ts'
