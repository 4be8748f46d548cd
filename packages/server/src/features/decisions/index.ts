export { decisionsOf, flagsOf, flagWords } from './read-decisions.ts'
export { keepCorrections } from './keep-corrections.ts'
export type { CorrectedOutput } from './keep-corrections.ts'
