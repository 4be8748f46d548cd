import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { copyTypes } from './copy-types.ts'

/**
 * Builds the publishable form of `@dayshift/sdk`: `node packages/sdk/scripts/pack.ts OUTDIR`. Core and the parts of the
 * contract that it needs are bundled in; what reads YAML manifests lies in a chunk of its own, loaded only by hosts that
 * hand one in. Types come from `tsc -b packages/sdk`, which must have run.
 */
const sdk = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const repository = resolve(sdk, '../..')

/** Bundled into the manifest chunk, so that a host installs neither. */
const BUNDLED = ['yaml', 'zod']

interface PackageFile {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

export async function pack(outDirectory: string): Promise<void> {
  rmSync(outDirectory, { recursive: true, force: true })
  mkdirSync(outDirectory, { recursive: true })
  const externals = await bundle(outDirectory)
  copyTypes(join(sdk, 'dist'), resolve(sdk, '../core/dist'), join(outDirectory, 'types'), ['index.d.ts', 'ai.d.ts'])
  writeFileSync(join(outDirectory, 'package.json'), `${JSON.stringify(manifestFor(externals), null, 2)}\n`)
  writeFileSync(join(outDirectory, 'LICENSE'), readFileSync(join(repository, 'LICENSE')))
  writeFileSync(join(outDirectory, 'README.md'), readFileSync(join(sdk, 'README.md')))
  writeFileSync(join(outDirectory, 'THIRD-PARTY-NOTICES.md'), notices())
}

/** Writes the modules; gives the packages that they import. */
async function bundle(outDirectory: string): Promise<ReadonlySet<string>> {
  const externals = new Set<string>()
  const build = await rolldown({
    input: { index: join(sdk, 'src/index.ts'), ai: join(sdk, 'src/ai.ts') },
    platform: 'node',
    external(id) {
      if (id.startsWith('.') || id.startsWith('/') || id.startsWith('@dayshift/')) return false
      const name = packageOf(id)
      if (BUNDLED.includes(name)) return false
      if (!id.startsWith('node:')) externals.add(name)
      return true
    },
    treeshake: { moduleSideEffects: false },
    transform: { target: 'node20' },
  })
  const { output } = await build.write({
    dir: join(outDirectory, 'dist'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  })
  await build.close()
  const used = new Set<string>()
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue
    for (const id of [...chunk.imports, ...chunk.dynamicImports])
      if (externals.has(packageOf(id))) used.add(packageOf(id))
  }
  return used
}

function manifestFor(externals: ReadonlySet<string>) {
  const own = read(join(sdk, 'package.json'))
  const core = read(join(sdk, '../core/package.json'))
  const dependencies: Record<string, string> = {}
  for (const name of [...externals].toSorted()) {
    const version = own.dependencies[name] ?? core.dependencies[name]
    if (version === undefined)
      throw new Error(`Cannot pack: "${name}" is imported, but no package.json of sdk or core names it`)
    dependencies[name] = `^${version}`
  }
  return {
    name: '@dayshift/sdk',
    version: own.version,
    description: 'The gate around one AI workflow: says where each unit goes and why, and keeps the record.',
    license: 'Apache-2.0',
    type: 'module',
    engines: { node: '>=20' },
    exports: {
      '.': { types: './types/index.d.ts', default: './dist/index.js' },
      './ai': { types: './types/ai.d.ts', default: './dist/ai.js' },
    },
    files: ['dist', 'types', 'THIRD-PARTY-NOTICES.md'],
    dependencies,
    peerDependencies: { ai: '>=7' },
    peerDependenciesMeta: { ai: { optional: true } },
  }
}

function notices(): string {
  const parts = BUNDLED.map((name) => {
    const folder = join(repository, 'node_modules', name)
    return `## ${name} ${read(join(folder, 'package.json')).version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`
  })
  return `# Third-party software in this package\n\n${parts.join('\n')}`
}

function read(path: string): PackageFile {
  return JSON.parse(readFileSync(path, 'utf8')) as PackageFile // package.json files of this repository and its parts
}

function packageOf(id: string): string {
  const [scope = '', name = ''] = id.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [outDirectory] = process.argv.slice(2)
  if (outDirectory === undefined) {
    console.error(`Usage: node ${relative(process.cwd(), basename(fileURLToPath(import.meta.url)))} OUTDIR`)
    process.exitCode = 1
  } else {
    await pack(resolve(outDirectory))
  }
}
