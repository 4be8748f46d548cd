import type { Json, JsonObject } from '../json/json.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { LedgerActor, LedgerEntry } from './ledger-entry.ts'
import { LEDGER_FORMAT, LEDGER_FORMAT_VERSION } from './ledger-export.ts'
import type { LedgerHeader } from './ledger-export.ts'

/** One line of an export, read strictly: a member too many or of another type makes it `unreadable`. */
export type LedgerLine =
  | { readonly kind: 'header'; readonly header: LedgerHeader }
  | { readonly kind: 'entry'; readonly entry: LedgerEntry }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'unreadable'; readonly why: string }

export function readLedgerLine(value: unknown): LedgerLine {
  if (!isObject(value)) return unreadable('it is no JSON object')
  switch (value['line']) {
    case 'header':
      return readHeader(value)
    case 'entry':
      return readEntry(value)
    case 'checkpoint': {
      const { line: _, ...members } = value
      const checkpoint = readCheckpoint(members)
      return checkpoint === null ? unreadable('it is no well-formed checkpoint') : { kind: 'checkpoint', checkpoint }
    }
    default:
      return unreadable('its member "line" is none of "header", "entry", "checkpoint"')
  }
}

function readHeader(value: JsonObject): LedgerLine {
  const { line: _, format, version, workspaceId, genesisHash, publicKey, exportedAt, checkpoints, ...more } = value
  if (format !== LEDGER_FORMAT) return unreadable(`its format is ${JSON.stringify(format)}, not "${LEDGER_FORMAT}"`)
  if (version !== LEDGER_FORMAT_VERSION) {
    return unreadable(`its version is ${JSON.stringify(version)}; this program reads version ${LEDGER_FORMAT_VERSION}`)
  }
  const read = isList(checkpoints) ? checkpoints.map(readCheckpoint) : [null]
  const known = read.filter((checkpoint) => checkpoint !== null)
  if (
    Object.keys(more).length > 0 ||
    typeof workspaceId !== 'string' ||
    !isHash(genesisHash) ||
    !isHash(publicKey) ||
    typeof exportedAt !== 'string' ||
    known.length < read.length
  ) {
    return unreadable('it is no well-formed header')
  }
  return { kind: 'header', header: { workspaceId, genesisHash, publicKey, exportedAt, checkpoints: known } }
}

function readEntry(value: JsonObject): LedgerLine {
  const { line: _, workspaceId, seq, at, actor, act, subject, sentence, details, previousHash, hash, ...more } = value
  if (!isObject(actor)) return unreadable('its actor is no object')
  const { kind: actorKind, id, name, ...moreOfActor } = actor
  const kind = ACTOR_KINDS.find((known) => known === actorKind)
  if (
    Object.keys(more).length > 0 ||
    Object.keys(moreOfActor).length > 0 ||
    typeof workspaceId !== 'string' ||
    !isCount(seq) ||
    typeof at !== 'string' ||
    kind === undefined ||
    typeof id !== 'string' ||
    typeof name !== 'string' ||
    typeof act !== 'string' ||
    typeof subject !== 'string' ||
    typeof sentence !== 'string' ||
    !isObject(details) ||
    !isHash(previousHash) ||
    !isHash(hash)
  ) {
    return unreadable('it is no well-formed entry')
  }
  const entry = { workspaceId, seq, at, actor: { kind, id, name }, act, subject, sentence, details, previousHash, hash }
  return { kind: 'entry', entry }
}

const ACTOR_KINDS: readonly LedgerActor['kind'][] = ['person', 'key', 'rule']

function readCheckpoint(value: unknown): Checkpoint | null {
  if (!isObject(value)) return null
  const { workspaceId, seq, hash, at, exportOf, publicKey, signature, ...more } = value
  if (
    Object.keys(more).length > 0 ||
    typeof workspaceId !== 'string' ||
    !isCount(seq) ||
    !isHash(hash) ||
    typeof at !== 'string' ||
    (exportOf !== null && !isHash(exportOf)) ||
    !isHash(publicKey) ||
    typeof signature !== 'string' ||
    !/^[0-9a-f]{128}$/.test(signature)
  ) {
    return null
  }
  return { workspaceId, seq, hash, at, exportOf, publicKey, signature }
}

function unreadable(why: string): LedgerLine {
  return { kind: 'unreadable', why }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
