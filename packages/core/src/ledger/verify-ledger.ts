import type { Checkpoint } from './checkpoint.ts'
import { isSigned } from './checkpoint.ts'
import { entryHash, genesisHead } from './ledger-entry.ts'
import type { LedgerEntry, LedgerHead } from './ledger-entry.ts'
import { headerHash } from './ledger-export.ts'
import type { LedgerHeader } from './ledger-export.ts'
import { readLedgerLine } from './read-line.ts'

export interface LedgerVerdict {
  readonly valid: boolean
  /** Entries that were read. */
  readonly entries: number
  /** Number of the first entry that is wrong or missing; null where none is, or the fault lies outside the entries. */
  readonly firstBad: number | null
  /** One sentence in plain words, also where all is well. */
  readonly why: string
}

export interface VerifyOptions {
  /** The public key that was noted when the server started, in hex: finds a ledger signed by somebody else. */
  readonly publicKey?: string | undefined
  /** Lines of `ledger-checkpoints.ndjson`, parsed: find a ledger that was cut short or written anew since. */
  readonly checkpoints?: Iterable<unknown> | undefined
}

/**
 * Verifies an export, given as its parsed lines in order. Finds an entry that was edited, removed, put in, moved or cut
 * off, a header or checkpoint that was changed, and a whole chain written anew by whoever lacks the key. Reads one line
 * at a time, so an export of any size will do.
 */
export function verifyLedger(lines: Iterable<unknown>, options: VerifyOptions = {}): LedgerVerdict {
  const verifier = createLedgerVerifier(options)
  for (const line of lines) {
    const bad = verifier.take(line)
    if (bad !== null) return bad
  }
  return verifier.end()
}

/** Like `verifyLedger` for the lines as text, which may come bit by bit. Empty lines don't count. */
export async function verifyLedgerText(
  lines: AsyncIterable<string> | Iterable<string>,
  options: VerifyOptions = {},
): Promise<LedgerVerdict> {
  const verifier = createLedgerVerifier(options)
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const parsed = parse(line)
    const bad = parsed === undefined ? verifier.unreadable(`Line ${number} is no JSON.`) : verifier.take(parsed)
    if (bad !== null) return bad
  }
  return verifier.end()
}

export interface LedgerVerifier {
  /** The verdict as soon as something is wrong, else null. */
  take(line: unknown): LedgerVerdict | null
  /** The verdict on a line that couldn't even be parsed. */
  unreadable(why: string): LedgerVerdict
  /** After the last line. */
  end(): LedgerVerdict
}

export function createLedgerVerifier(options: VerifyOptions = {}): LedgerVerifier {
  let header: LedgerHeader | null = null
  let anchors: ReadonlyMap<number, Checkpoint> = new Map()
  let head: LedgerHead = { seq: 0, hash: '' }
  let closed = false
  let number = 0

  function bad(firstBad: number | null, why: string): LedgerVerdict {
    return { valid: false, entries: head.seq, firstBad, why }
  }

  function take(value: unknown): LedgerVerdict | null {
    number += 1
    const line = readLedgerLine(value)
    if (header === null) {
      if (line.kind === 'unreadable') return bad(null, `The first line can't be used: ${line.why}.`)
      if (line.kind !== 'header') return bad(null, 'The export does not begin with its header.')
      return begin(line.header)
    }
    const next = head.seq + 1
    if (closed) return bad(next, `Line ${number} stands after the checkpoint that closes the export.`)
    switch (line.kind) {
      case 'unreadable':
        return bad(next, `Line ${number} can't be used: ${line.why}.`)
      case 'header':
        return bad(next, `Line ${number} is a second header.`)
      case 'entry':
        return takeEntry(header, line.entry)
      case 'checkpoint':
        closed = true
        return close(header, line.checkpoint)
      default:
        return line satisfies never
    }
  }

  function begin(read: LedgerHeader): LedgerVerdict | null {
    const { workspaceId, publicKey } = read
    const genesis = genesisHead(workspaceId)
    if (read.genesisHash !== genesis.hash) return bad(null, "The header's genesis hash is not that of its workspace.")
    if (options.publicKey !== undefined && options.publicKey.toLowerCase() !== publicKey) {
      return bad(null, `The export was signed with the key ${publicKey}, not with the one that was noted.`)
    }
    const merged = new Map<number, Checkpoint>()
    for (const checkpoint of read.checkpoints) {
      const fault = faultOfKept(checkpoint, read, merged)
      if (fault !== null) return bad(null, `A checkpoint in the header can't be used: ${fault}.`)
    }
    for (const value of options.checkpoints ?? []) {
      const line = readLedgerLine(value)
      if (line.kind !== 'checkpoint') return bad(null, 'The file of checkpoints holds a line that is no checkpoint.')
      if (line.checkpoint.workspaceId !== workspaceId) continue
      const fault = faultOfKept(line.checkpoint, read, merged)
      if (fault !== null) return bad(null, `A checkpoint that was kept doesn't belong to this export: ${fault}.`)
    }
    header = read
    anchors = merged
    head = genesis
    return anchored(genesis)
  }

  function takeEntry({ workspaceId }: LedgerHeader, entry: LedgerEntry): LedgerVerdict | null {
    const due = head.seq + 1
    if (entry.seq !== due) return bad(due, `Entry ${due} is missing: entry ${entry.seq} stands in its place.`)
    if (entry.workspaceId !== workspaceId) return bad(due, `Entry ${due} belongs to another workspace.`)
    if (entry.hash !== hashOf(entry)) return bad(due, `Entry ${due} was changed: its hash is not that of its content.`)
    if (entry.previousHash !== head.hash) {
      return bad(due, `Entry ${due} doesn't follow the entry before it: the chain is broken there.`)
    }
    head = { seq: entry.seq, hash: entry.hash }
    return anchored(head)
  }

  /** What a checkpoint that was kept says of the entry that was just read. */
  function anchored({ seq, hash }: LedgerHead): LedgerVerdict | null {
    const anchor = anchors.get(seq)
    if (anchor === undefined || anchor.hash === hash) return null
    return bad(seq, `The ledger was written anew up to entry ${seq}: the checkpoint of ${anchor.at} signs another one.`)
  }

  function close(read: LedgerHeader, checkpoint: Checkpoint): LedgerVerdict | null {
    const after = head.seq + 1
    if (checkpoint.workspaceId !== read.workspaceId || checkpoint.publicKey !== read.publicKey) {
      return bad(null, 'The checkpoint that closes the export is of another ledger than its header.')
    }
    if (!isSigned(checkpoint)) return bad(null, 'The signature of the checkpoint that closes the export is wrong.')
    if (checkpoint.exportOf === null) return bad(after, 'The export is cut off: its closing checkpoint is missing.')
    if (checkpoint.exportOf !== headerHash(read))
      return bad(null, 'The header was changed after the export was signed.')
    if (checkpoint.seq > head.seq) {
      return bad(after, `The ledger is cut off: it has ${head.seq} entries, and ${checkpoint.seq} were signed.`)
    }
    if (checkpoint.seq < head.seq) {
      return bad(checkpoint.seq + 1, `Entry ${checkpoint.seq + 1} was put in after the export was signed.`)
    }
    if (checkpoint.hash !== head.hash) {
      return bad(head.seq, `Entry ${head.seq} is not the one that was signed: the ledger was written anew.`)
    }
    const ahead = Math.max(0, ...anchors.keys())
    if (ahead > head.seq) {
      const at = anchors.get(ahead)?.at ?? ''
      return bad(
        after,
        `The ledger is cut off: it has ${head.seq} entries, and the checkpoint of ${at} signs ${ahead}.`,
      )
    }
    return null
  }

  function end(): LedgerVerdict {
    if (header === null) return bad(null, 'The export is empty.')
    if (!closed)
      return bad(head.seq + 1, `The export is cut off after entry ${head.seq}: its closing checkpoint is missing.`)
    const count = head.seq === 1 ? '1 entry' : `${head.seq} entries`
    const why =
      options.publicKey === undefined
        ? `${count}, unbroken, signed with the key ${header.publicKey}. Compare that key with the one that you noted.`
        : `${count}, unbroken, signed with the key that you noted.`
    return { valid: true, entries: head.seq, firstBad: null, why }
  }

  return { take, end, unreadable: (why) => bad(header === null ? null : head.seq + 1, why) }
}

/** Puts a kept checkpoint among the anchors, or says why it can't be one. */
function faultOfKept(checkpoint: Checkpoint, header: LedgerHeader, anchors: Map<number, Checkpoint>): string | null {
  if (checkpoint.workspaceId !== header.workspaceId) return 'it is of another workspace'
  if (checkpoint.publicKey !== header.publicKey) return `it was signed with another key, ${checkpoint.publicKey}`
  if (!isSigned(checkpoint)) return `its signature is wrong (entry ${checkpoint.seq}, ${checkpoint.at})`
  const known = anchors.get(checkpoint.seq)
  if (known !== undefined && known.hash !== checkpoint.hash) {
    return `two checkpoints sign different entries ${checkpoint.seq}: the ledger was written anew between them`
  }
  anchors.set(checkpoint.seq, checkpoint)
  return null
}

/** The hash that the entry must carry; null where its content is nested too deep for any hash. */
function hashOf(entry: LedgerEntry): string | null {
  try {
    return entryHash(entry)
  } catch {
    return null
  }
}

/** `undefined` for what is no JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}
