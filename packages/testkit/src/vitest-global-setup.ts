import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BROKER_VARIABLE, startDatabaseBroker } from './database-broker.ts'
import { RUN_FOLDER_VARIABLE } from './run-folder.ts'

/** Before all test files: where they find databases, and a folder to share. After them: all of it is removed. */
export async function setup(): Promise<() => Promise<void>> {
  const broker = await startDatabaseBroker()
  const folder = await mkdtemp(join(tmpdir(), 'dayshift-run-'))
  process.env[BROKER_VARIABLE] = broker.address
  process.env[RUN_FOLDER_VARIABLE] = folder
  return async () => {
    await broker.close()
    await rm(folder, { recursive: true, force: true })
  }
}
