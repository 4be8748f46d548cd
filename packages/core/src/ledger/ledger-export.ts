import { canonicalJson } from '../json/canonical.ts'
import { contentHash } from '../json/content-hash.ts'
import type { Json } from '../json/json.ts'
import type { Checkpoint } from './checkpoint.ts'
import { signCheckpoint } from './checkpoint.ts'
import type { LedgerEntry, LedgerHead } from './ledger-entry.ts'
import { genesisHead } from './ledger-entry.ts'
import type { LedgerKey } from './ledger-key.ts'

/**
 * The first line of an export. An export is NDJSON: this header, every entry in order, and a checkpoint that signs the
 * last entry together with this header.
 */
export interface LedgerHeader {
  readonly workspaceId: string
  /** Hash before the first entry. */
  readonly genesisHash: string
  readonly publicKey: string
  readonly exportedAt: string
  /** Checkpoints that were kept outside the database, oldest first. */
  readonly checkpoints: readonly Checkpoint[]
}

export const LEDGER_FORMAT = 'dayshift-ledger'
export const LEDGER_FORMAT_VERSION = 1

export function ledgerHeader(
  workspaceId: string,
  publicKey: string,
  exportedAt: string,
  checkpoints: readonly Checkpoint[],
): LedgerHeader {
  return { workspaceId, genesisHash: genesisHead(workspaceId).hash, publicKey, exportedAt, checkpoints }
}

/** The header as a line, without its line end. */
export function headerLine(header: LedgerHeader): string {
  return canonicalJson(headerJson(header))
}

export function entryLine(entry: LedgerEntry): string {
  return canonicalJson({ line: 'entry', ...entry, actor: { ...entry.actor } })
}

/** The last line: signs the last entry and the header, so that neither can be exchanged or left out. */
export function closingLine(header: LedgerHeader, head: LedgerHead, key: LedgerKey): string {
  const closing = signCheckpoint(header.workspaceId, head, header.exportedAt, headerHash(header), key)
  return checkpointLine(closing)
}

/** A checkpoint as a line, for the file of those that are kept and for the end of an export. */
export function checkpointLine(checkpoint: Checkpoint): string {
  return canonicalJson({ line: 'checkpoint', ...checkpoint })
}

export function headerHash(header: LedgerHeader): string {
  return contentHash(headerJson(header))
}

function headerJson(header: LedgerHeader): Json {
  const { workspaceId, genesisHash, publicKey, exportedAt, checkpoints } = header
  return {
    line: 'header',
    format: LEDGER_FORMAT,
    version: LEDGER_FORMAT_VERSION,
    workspaceId,
    genesisHash,
    publicKey,
    exportedAt,
    checkpoints: checkpoints.map((checkpoint) => ({ ...checkpoint })),
  }
}
