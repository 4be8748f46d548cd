export { decisionsOf, flagsOf, flagWords } from './read-decisions.ts'
export { humanFirstOf, humanFirstOfAll, insertHumanFirst } from './human-first.ts'
export {
  compareAnswers,
  contentsFor,
  hiddenRuns,
  inputAlone,
  keepOwnAnswer,
  ownAnswerOf,
  runsAnswered,
} from './own-answers.ts'
export type { StoredOwnAnswer } from './own-answers.ts'
export { keepCorrections } from './keep-corrections.ts'
export type { CorrectedOutput } from './keep-corrections.ts'
