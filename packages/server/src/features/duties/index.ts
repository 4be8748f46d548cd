export { endDutiesOf, moveDuties } from './move-duties.ts'
export { dutyName } from './duty-service.ts'
export { registerDuties } from './register-duties.ts'
export { heldBetween } from './read-model.ts'
export { dutiesFacts, holdMembers, lockDuties } from './store.ts'
export {
  dutiesOf,
  /** @public */
  holderOf,
  /** @public */
  onWatch,
  workflowNamed,
} from './read-model.ts'
