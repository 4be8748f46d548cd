import { adoptionOf } from '../adoption.ts'
import { deploymentOf } from '../deployment.ts'
import { defineEvaluator } from './evaluator.ts'

export const deployed = defineEvaluator({
  name: 'deployed',
  says: 'It runs, people can get at what it makes, and somebody keeps it running.',
  params: {},
  judge({ facts, now }) {
    const { verdict, sentence, checks } = deploymentOf(facts, now)
    return {
      verdict,
      sentence,
      missing: checks.filter((check) => check.verdict !== 'met').map((check) => check.sentence),
    }
  },
})

export const adopted = defineEvaluator({
  name: 'adopted',
  says: 'It influences the decisions that it was made to inform; deployed is not enough.',
  params: {},
  judge({ facts, now }) {
    const { verdict, sentence, checks } = adoptionOf(facts, now)
    return {
      verdict,
      sentence,
      missing: checks.filter((check) => check.verdict !== 'met').map((check) => check.sentence),
    }
  },
})
