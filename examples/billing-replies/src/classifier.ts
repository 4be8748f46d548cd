import { trainClassifier, type TextClassifier } from '@dayshift/core'
import { TRAINING } from './training.ts'

/** Learns the example's topics when it starts, in a few milliseconds. */
export function trainTopics(): TextClassifier {
  return trainClassifier(TRAINING)
}
