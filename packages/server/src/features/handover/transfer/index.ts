export { registerTransfer } from './register-transfer.ts'
export { transferFact } from './transfer-fact.ts'
export { transferTasks } from './transfer-timer.ts'
