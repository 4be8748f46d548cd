export { registerAdoption } from './register-adoption.ts'
export { ADOPTION_WINDOW_DAYS, businessOwnerOf, figuresOver, firstLive, influenceFact } from './read-adoption.ts'
export { adoptionWatch } from './adoption-watch.ts'
