export { endDutiesOf } from './move-duties.ts'
export { registerDuties } from './register-duties.ts'
export {
  /** @public */
  moveDuties,
} from './move-duties.ts'
export { heldBetween } from './read-model.ts'
export {
  /** @public */
  dutiesOf,
  /** @public */
  holderOf,
  /** @public */
  onWatch,
  /** @public */
  workflowNamed,
} from './read-model.ts'
