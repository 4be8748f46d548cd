import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The playbooks of `playbooks/` as a module, so that no package needs the files when it runs. */
export function shippedPlaybooksModule(root: string): string {
  const folder = join(root, 'playbooks')
  const members = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => `  ${file.slice(0, -'.yaml'.length)}: ${literal(readFileSync(join(folder, file), 'utf8'))},\n`)
  return `/** Generated from \`playbooks/\` by "npm run generate": the texts of the playbooks that ship. */
export const SHIPPED_SOURCES = {
${members.join('')}} as const
`
}

/** The map of stages of `examples/maps/portfolio-stages.yaml` as a module, for the same reason. */
export function shippedStagesModule(root: string): string {
  const text = readFileSync(join(root, 'examples/maps/portfolio-stages.yaml'), 'utf8')
  return `/** Generated from \`examples/maps/portfolio-stages.yaml\` by "npm run generate". */
export const SHIPPED_STAGES = ${literal(text)}
`
}

function literal(text: string): string {
  return `\`${text.replaceAll('\r\n', '\n').replaceAll(/[\\`]|\$\{/g, (part) => `\\${part}`)}\``
}
