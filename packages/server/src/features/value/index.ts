export { registerValue } from './register-value.ts'
