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

function literal(text: string): string {
  return `\`${text.replaceAll('\r\n', '\n').replaceAll(/[\\`]|\$\{/g, (part) => `\\${part}`)}\``
}
