export { registerValue } from './register-value.ts'
export type { ValueNeeds } from './needs.ts'
export { readValue } from './read-value.ts'
