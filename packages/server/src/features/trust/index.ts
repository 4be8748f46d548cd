export { registerTrust } from './register-trust.ts'
