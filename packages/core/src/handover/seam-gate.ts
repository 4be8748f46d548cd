import type { Criterion, Playbook } from './playbook.ts'

const CRITERION: Criterion = {
  id: 'seams-ready',
  name: 'The seams that it stands on are ready',
  evaluator: 'seams-ready',
  params: {},
  gate: 'normal',
  who: ['change-owner', 'business-owner'],
  requirements: ['S197', 'S213', 'S214', 'S233'],
}

/**
 * The playbook of a workflow that stands on seams: design can't be left before they are ready, whatever the playbook says
 * otherwise. One that asks for it by itself stays as it is.
 */
export function withSeamGate(playbook: Playbook): Playbook {
  const isAsked = playbook.stages.some(({ criteria }) =>
    criteria.some(({ evaluator }) => evaluator === CRITERION.evaluator),
  )
  if (isAsked) return playbook
  return {
    ...playbook,
    stages: playbook.stages.map((stage) =>
      stage.id === 'design' ? { ...stage, criteria: [...stage.criteria, CRITERION] } : stage,
    ),
  }
}
