export { registerChanges } from './register-changes.ts'
export { changeTasks } from './change-sweep.ts'
export { changeFacts } from './change-facts.ts'
export type { ChangesNeeds } from './needs.ts'
