export { endDutiesOf, moveDuties } from './move-duties.ts'
export { dutiesOf, holderOf, onWatch, workflowNamed } from './read-model.ts'
export { registerDuties } from './register-duties.ts'
