import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds the screens, into `dist/app` unless said, from where the server serves them. Resolves to that folder's path. */
export async function buildWeb(directory = fileURLToPath(new URL('dist/app', import.meta.url))): Promise<string> {
  const root = fileURLToPath(new URL('.', import.meta.url))
  const before = process.env['NODE_ENV']
  // Whoever calls: what is built is what people use. Vite and React's compiler take it from here alone.
  process.env['NODE_ENV'] = 'production'
  try {
    await build({
      configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
      root,
      logLevel: 'warn',
      build: { outDir: directory },
    })
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
  return directory
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`Built: ${await buildWeb()}`)
