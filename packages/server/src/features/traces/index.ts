export { registerTraces } from './register-traces.ts'
export { traceSweep } from './settle.ts'
