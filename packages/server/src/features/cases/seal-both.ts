import type { Json } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { sealBeside } from '../contents/index.ts'

export interface SealedPair {
  readonly subjectKeyId: string
  readonly draft: Buffer | null
  readonly final: Buffer | null
}

/** Draft and final of an entry of the review log, sealed beside their run's contents; null where there is neither. */
export async function sealBoth(
  trx: Trx,
  world: World,
  workspaceId: string,
  {
    runId,
    draft,
    final,
  }: { readonly runId: string; readonly draft?: Json | undefined; readonly final?: Json | undefined },
): Promise<SealedPair | null> {
  const first = draft === undefined ? null : await sealBeside(trx, world, workspaceId, runId, draft)
  const second = final === undefined ? null : await sealBeside(trx, world, workspaceId, runId, final)
  const subjectKeyId = first?.subjectKeyId ?? second?.subjectKeyId
  if (subjectKeyId === undefined) return null
  return { subjectKeyId, draft: first?.sealed ?? null, final: second?.sealed ?? null }
}
