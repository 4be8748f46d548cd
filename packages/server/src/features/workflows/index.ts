export { registerWorkflows } from './register-workflows.ts'
export { workflowToRun, type WorkflowToRun } from './manifest-to-run.ts'
export { readSource, takeInRelease } from './add-release.ts'
export type { ReadSource } from './add-release.ts'
export { knownWorkflow, lockKnownWorkflow } from './known-workflow.ts'
export {
  allWorkflows,
  changeGate,
  declaredRelease,
  declaredReleases,
  findRelease,
  findWorkflow,
  findWorkflowById,
  lockWorkflow,
} from './store.ts'
export type { StoredRelease, StoredWorkflow, WorkflowChange } from './store.ts'
export { actingPeople } from './read-model.ts'
export { lowerRollout, pauseWithin } from './control-workflow.ts'
export { createCompiledGates } from './compiled-gates.ts'
export type { CompiledGates } from './compiled-gates.ts'
