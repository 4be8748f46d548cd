import { z } from 'zod'
import { hash, instant, json, pageOf, uuid } from '../common/primitives.ts'

export const LedgerEntry = z
  .object({
    seq: z.number().int(),
    at: instant,
    actor: z.object({ kind: z.enum(['person', 'key', 'rule']), id: z.string(), name: z.string() }),
    act: z.string(),
    /** What the act was about, like `workflow:billing-replies`. */
    subject: z.string(),
    /** One sentence in plain words. */
    sentence: z.string(),
    details: json,
    previousHash: hash,
    hash,
  })
  .meta({ id: 'LedgerEntry' })
export const LedgerPage = pageOf(LedgerEntry).meta({ id: 'LedgerPage' })
export const LedgerCheckpoint = z
  .object({
    workspaceId: uuid,
    seq: z.number().int(),
    hash,
    at: instant,
    /** For the checkpoint that closes an export: the hash of its header; else null. */
    exportOf: hash.nullable(),
    publicKey: z.string(),
    signature: z.string(),
  })
  .meta({ id: 'LedgerCheckpoint' })
