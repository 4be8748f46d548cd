export { registerAdoption } from './register-adoption.ts'
export { influenceFact } from './read-adoption.ts'
export { adoptionWatch } from './adoption-watch.ts'
