import type { Actor, MessageAct } from '@dayshift/core'
import type { World } from '../../platform/world.ts'
import { acknowledgeAlert, resolveAlert } from './answer-alert.ts'
import { proposeThreshold } from './thresholds.ts'

export interface FromMessage {
  readonly workspaceId: string
  readonly actor: Actor
  readonly alertId: string
  readonly act: MessageAct
}

/** Answers an alert from where a person read of it, as that person. */
export async function answerFromMessage(
  world: World,
  { workspaceId, actor, alertId, act }: FromMessage,
): Promise<void> {
  const on = { workspaceId, actor, id: alertId }
  switch (act) {
    case 'acknowledge':
      await acknowledgeAlert(world, on)
      return
    case 'resolve-useful':
      await resolveAlert(world, on, { verdict: 'useful', note: '' }, proposeThreshold)
      return
    case 'resolve-noise':
      await resolveAlert(world, on, { verdict: 'noise', note: '' }, proposeThreshold)
      return
    default:
      act satisfies never
  }
}
