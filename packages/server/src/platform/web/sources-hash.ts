import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** SHA-256 over the names and contents of everything that the web app is built from; null where there are no sources. */
export async function sourcesHash(packagesDirectory: string): Promise<string | null> {
  const files = (await Promise.all(SOURCES.map((path) => filesBelow(join(packagesDirectory, path))))).flat()
  if (files.length === 0) return null
  const hash = createHash('sha256')
  for (const file of files.toSorted()) {
    const name = relative(packagesDirectory, file).replaceAll('\\', '/')
    hash.update(`${name}\0`).update(await readFile(file))
  }
  return hash.digest('hex')
}

const SOURCES = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/package.json',
  'web/vite.config.ts',
  'web/build.ts',
  'core/src',
  'contract/src',
]

async function filesBelow(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path]
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
