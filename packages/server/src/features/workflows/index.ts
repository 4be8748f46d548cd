export { registerWorkflows } from './register-workflows.ts'
