export { registerTrust } from './register-trust.ts'
export { enoughOf } from './store.ts'
