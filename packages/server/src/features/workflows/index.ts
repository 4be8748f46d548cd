export { registerWorkflows } from './register-workflows.ts'
export { workflowToRun, type WorkflowToRun } from './manifest-to-run.ts'
export { changeGate, findRelease, findWorkflow, lockWorkflow } from './store.ts'
export type { StoredWorkflow } from './store.ts'
