export { registerWorkflows } from './register-workflows.ts'
export { workflowToRun, type WorkflowToRun } from './manifest-to-run.ts'
