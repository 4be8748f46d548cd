export { registerAdoption } from './register-adoption.ts'
export {
  ADOPTION_WINDOW_DAYS,
  adoptionSaid,
  businessOwnerOf,
  figuresOver,
  firstLive,
  influenceFact,
} from './read-adoption.ts'
export { takeInOutcomesWithin } from './take-in.ts'
export { adoptionWatch } from './adoption-watch.ts'
