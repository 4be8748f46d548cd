import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { checkpointLine, readLedgerLine } from '@dayshift/core'
import type { Checkpoint } from '@dayshift/core'

/** The checkpoints in a file, oldest first; none where there is no file. A line that a crash tore is passed over. */
export async function readCheckpoints(file: string): Promise<Checkpoint[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    try {
      const read = readLedgerLine(JSON.parse(line))
      return read.kind === 'checkpoint' ? [read.checkpoint] : []
    } catch {
      return []
    }
  })
}

/** Appends checkpoints and waits until the disk has them. */
export async function appendCheckpoints(file: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const handle = await open(file, 'a')
  try {
    // The line end comes first too, in case a crash tore the line before.
    await handle.appendFile(checkpoints.map((checkpoint) => `\n${checkpointLine(checkpoint)}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
}
