export { knownTables, rightOf, uncheckedOf, unsoughtOf } from './known-answers.ts'
export { registerOutcomes } from './register-outcomes.ts'
export { sampledShare } from './sampling-page.ts'
export { sampleWatch } from './sample-watch.ts'
