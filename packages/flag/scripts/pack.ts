import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/**
 * Builds the publishable form of `@dayshift/flag`: `node packages/flag/scripts/pack.ts OUTDIR`. One file that needs no
 * other; types come from `tsc -b packages/flag`, which must have run.
 */
const own = resolve(dirname(fileURLToPath(import.meta.url)), '..')

export async function pack(outDirectory: string): Promise<void> {
  rmSync(outDirectory, { recursive: true, force: true })
  mkdirSync(join(outDirectory, 'types'), { recursive: true })
  await bundleFlag(join(outDirectory, 'dist/dayshift-flag.js'))
  const types = join(own, 'dist')
  for (const file of readdirSync(types).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(types, file), 'utf8')
      .replace(/\/\/# sourceMappingURL=.*\n?/g, '')
      .replace(/(from |import\()'(\.\/[^']+)\.ts'/g, "$1'$2.js'")
    writeFileSync(join(outDirectory, 'types', file), text)
  }
  const { version } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as { readonly version: string } // ours
  const manifest = {
    name: '@dayshift/flag',
    version,
    description: 'A button beside an AI output: one click says that it looks wrong, and shows what was answered.',
    license: 'Apache-2.0',
    type: 'module',
    // Importing it defines the element.
    sideEffects: true,
    exports: { '.': { types: './types/index.d.ts', default: './dist/dayshift-flag.js' } },
    files: ['dist', 'types'],
  }
  writeFileSync(join(outDirectory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  cpSync(resolve(own, '../../LICENSE'), join(outDirectory, 'LICENSE'))
  cpSync(join(own, 'README.md'), join(outDirectory, 'README.md'))
}

/** The component as one minified module. */
export async function bundleFlag(file: string): Promise<void> {
  const build = await rolldown({
    input: join(own, 'src/index.ts'),
    platform: 'browser',
    transform: { target: 'es2022' },
  })
  await build.write({ file, format: 'esm', minify: true })
  await build.close()
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [outDirectory] = process.argv.slice(2)
  if (outDirectory === undefined) {
    console.error('Usage: node packages/flag/scripts/pack.ts OUTDIR')
    process.exitCode = 1
  } else {
    await pack(resolve(outDirectory))
  }
}
