export { registerAdoption } from './register-adoption.ts'
export {
  ADOPTION_WINDOW_DAYS,
  adoptionSaid,
  businessOwnerOf,
  figuresOver,
  firstLive,
  influenceFact,
  readAdoption,
  WINDOW_WEEKS,
} from './read-adoption.ts'
export { takeInOutcomesWithin } from './take-in.ts'
export type { AdoptionNeeds } from './needs.ts'
export { adoptionWatch } from './adoption-watch.ts'
