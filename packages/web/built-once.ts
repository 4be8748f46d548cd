import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runFolder } from '@dayshift/testkit'
import { buildWeb } from './build.ts'

/** The folder of the screens, built by the first test file of the run that asks; the others wait for it. */
export async function builtOnce(): Promise<string> {
  const folder = runFolder()
  const built = join(folder, 'web')
  const lock = join(folder, 'web-lock')
  while (!existsSync(built)) {
    if (await isTaken(lock)) {
      await sleep(100)
      continue
    }
    try {
      await rename(await buildWeb(join(folder, 'web-in-work')), built)
    } finally {
      await rm(lock, { recursive: true })
    }
  }
  return built
}

/** Takes the lock where nobody holds it. */
async function isTaken(lock: string): Promise<boolean> {
  return await mkdir(lock).then(
    () => false,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return true
      throw error
    },
  )
}
