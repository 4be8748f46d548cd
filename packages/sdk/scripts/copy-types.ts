import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Copies the declaration files that can be reached from the entries. Names imported from `@dayshift/core`, which is not
 * published, are imported from copies of the files that declare them.
 */
export function copyTypes(sdkTypes: string, coreTypes: string, outDirectory: string, entries: readonly string[]): void {
  const declaring = namesDeclaredIn(coreTypes)
  const copied = new Set<string>()

  function copy(source: string, target: string): void {
    if (copied.has(target)) return
    copied.add(target)
    const text = readFileSync(source, 'utf8')
      .replace(/\/\/# sourceMappingURL=.*\n?/g, '')
      .replace(
        /(import|export) (type )?\{([^}]*)\} from '@dayshift\/core'/g,
        (_all, word: string, type: string | undefined, names: string) =>
          fromDeclaringFiles(word, type ?? '', names, target),
      )
      .replace(/(from |import\()'(\.{1,2}\/[^']+)\.ts'/g, (_all, before: string, path: string) => {
        copy(join(dirname(source), `${path}.d.ts`), join(dirname(target), `${path}.d.ts`))
        return `${before}'${path}.js'`
      })
    if (text.includes("'@dayshift/"))
      throw new Error(`Cannot pack the types of "${source}": they name a package that is not published`)
    mkdirSync(dirname(join(outDirectory, target)), { recursive: true })
    writeFileSync(join(outDirectory, target), `${text.trimEnd()}\n`)
  }

  function fromDeclaringFiles(word: string, type: string, names: string, target: string): string {
    const byFile = new Map<string, string[]>()
    for (const name of names.split(',').map((part) => part.trim().replace(/^type /, ''))) {
      const file = declaring.get(name.split(' as ')[0] ?? name)
      if (file === undefined) throw new Error(`Cannot pack the types: core declares no "${name}"`)
      byFile.set(file, [...(byFile.get(file) ?? []), name])
    }
    return [...byFile]
      .map(([file, of]) => {
        const copyOf = join('core', file)
        copy(join(coreTypes, file), copyOf)
        const path = relative(dirname(target), copyOf)
          .replaceAll('\\', '/')
          .replace(/\.d\.ts$/, '.js')
        return `${word} ${type}{ ${of.join(', ')} } from '${path.startsWith('.') ? path : `./${path}`}'`
      })
      .join(';\n')
  }

  for (const entry of entries) copy(join(sdkTypes, entry), entry)
}

/** Which file declares a name that the package's index gives out. */
function namesDeclaredIn(directory: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const index = readFileSync(join(directory, 'index.d.ts'), 'utf8')
  for (const [, path] of index.matchAll(/^export \* from '\.\/(.+)\.ts'/gm)) {
    const file = `${path}.d.ts`
    const text = readFileSync(join(directory, file), 'utf8')
    for (const [, name] of text.matchAll(/^export (?:declare )?(?:interface|type|const|function|class) (\w+)/gm)) {
      if (name !== undefined) names.set(name, file)
    }
  }
  return names
}
