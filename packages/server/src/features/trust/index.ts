export { registerTrust } from './register-trust.ts'
export { enoughOf, newestGuidance } from './store.ts'
