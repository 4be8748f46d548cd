import { EVALUATORS } from '../packages/core/src/index.ts'

/** What criteria can ask, as a page: each evaluator with its parameters. */
export function criteriaPage(): string {
  const sections = EVALUATORS.map(({ name, says, params }) => {
    const rows = Object.entries(params).map(([param, { type, default: value, means, oneOf }]) => {
      const choices = oneOf === null ? '' : ` One of ${oneOf.map((choice) => `\`${choice}\``).join(', ')}.`
      const given = value === null ? 'must be said' : `\`${JSON.stringify(value)}\``
      return `| \`${param}\` | ${type} | ${given} | ${means}${choices} |`
    })
    const table =
      rows.length === 0 ? [] : ['', '| parameter | type | default | meaning |', '|---|---|---|---|', ...rows]
    return [`## \`${name}\``, '', says, ...table].join('\n')
  })
  return `# What criteria can ask

Generated from \`packages/core/src/handover/evaluators\` by "npm run generate"; \`dayshift playbook criteria\` prints the same. How playbooks are written: [playbooks.md](playbooks.md).

Each evaluator answers \`met\`, \`unmet\` or \`unknown\`, with what it rests on and what is missing. Unknown never passes.

${sections.join('\n\n')}
`
}
