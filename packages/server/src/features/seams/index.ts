export { registerSeams } from './register-seams.ts'
export { seamFacts } from './seam-facts.ts'
export { seamWatch } from './seam-watch.ts'
