import type { Playbook } from '../../api/playbooks.ts'

/** The words that the playbook looks for in a detail of an act, each once, in its order. */
export function wordsThatCount({ stages }: Playbook, kind: string, detail: string): readonly string[] {
  const words = stages.flatMap((stage) =>
    stage.criteria.flatMap(({ evaluator, params }) =>
      evaluator === 'acts' && listIn(params['kinds']).includes(kind) && params['detail'] === detail
        ? listIn(params['each'])
        : [],
    ),
  )
  return [...new Set(words)]
}

function listIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
