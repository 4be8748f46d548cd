export { decisionsOf, flagsOf } from './read-decisions.ts'
