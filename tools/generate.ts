/**
 * Writes what is generated: `docs/reference/openapi.json`, the JSON Schemas in `spec/` and the web client's types from the
 * contract, the playbooks that ship as a module of the contract from `playbooks/`, and `docs/requirements.md` from the names of the tests.
 * `--check` writes nothing and exits 1 where a file is not what its source makes of it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { manifestJsonSchema, playbookJsonSchema } from '../packages/contract/src/index.ts'
import { openApiDocument } from '../packages/server/src/platform/http/openapi.ts'
import { typesOf } from './openapi-client/types-of.ts'
import { criteriaPage } from './criteria-page.ts'
import { requirementsPage } from './requirements.ts'
import { shippedPlaybooksModule, shippedStagesModule } from './shipped-playbooks.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const document = openApiDocument()
const files = [
  { path: 'docs/reference/openapi.json', text: `${JSON.stringify(document, null, 2)}\n` },
  { path: 'spec/dayshift.schema.json', text: `${JSON.stringify(manifestJsonSchema(), null, 2)}\n` },
  { path: 'spec/playbook.schema.json', text: `${JSON.stringify(playbookJsonSchema(), null, 2)}\n` },
  { path: 'packages/contract/src/handover/shipped-sources.ts', text: shippedPlaybooksModule(root) },
  { path: 'packages/contract/src/portfolio/shipped-stages.ts', text: shippedStagesModule(root) },
  { path: 'packages/web/src/api/schema.d.ts', text: await typesOf(document) },
  { path: 'docs/reference/criteria.md', text: criteriaPage() },
  { path: 'docs/requirements.md', text: requirementsPage(root) },
]

const stale: string[] = []
for (const { path, text } of files) {
  const file = join(root, path)
  if ((await textOf(file)) === text) continue
  stale.push(path)
  if (process.argv.includes('--check')) continue
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

if (stale.length === 0) console.log('Generated files are what their sources make of them.')
else if (process.argv.includes('--check')) {
  console.error(`Not what their sources make of them: ${stale.join(', ')}. Run "npm run generate".`)
  process.exitCode = 1
} else console.log(`Written: ${stale.join(', ')}`)

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return null
  }
}
