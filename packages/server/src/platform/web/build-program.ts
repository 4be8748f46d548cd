/**
 * A program of its own, so that the build takes no time from the server: `node build-program.ts WEB_PACKAGE`.
 * Has the web package build its app, and lays packed copies beside the files.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { constants as system, setPriority } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const webPackage = process.argv[2]
if (webPackage === undefined) throw new Error('Usage: build-program.ts WEB_PACKAGE')

// The server, which starts beside it, goes first.
setPriority(system.priority.PRIORITY_LOW)

/** By its path: the server doesn't depend on the web package, which needs a build to be of use. */
const { buildWeb } = (await import(pathToFileURL(join(webPackage, 'build.ts')).href)) as {
  buildWeb: () => Promise<string>
}
await pack(await buildWeb())

async function pack(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    if (bytes.length < 1024) continue
    // From 6 to 9 takes ten times as long and makes it one percent smaller.
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }
    await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, quality))
    await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
  }
}
