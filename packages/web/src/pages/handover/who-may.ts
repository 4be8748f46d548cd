import { HANDOVER_ACTS, type HandoverAct } from '@dayshift/core'
import type { Handover } from '../../api/handover.ts'
import { listOf } from '../../words/format.ts'

/** `Bo or an admin may waive it.`: who does it, where it isn't the reader. */
export function whoMay({ duties }: Pick<Handover, 'duties'>, act: HandoverAct, does: string): string {
  const needed: readonly string[] = HANDOVER_ACTS[act].duties
  const names = duties.filter(({ duty }) => needed.includes(duty)).flatMap(({ person }) => person?.name ?? [])
  const unique = [...new Set(names)]
  return unique.length === 0 ? `An admin may ${does}.` : `${listOf(unique)} or an admin may ${does}.`
}
