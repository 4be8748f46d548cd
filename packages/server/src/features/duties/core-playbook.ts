import { CORE_DUTIES, type CoreDuty, type Playbook, type PlaybookDuty } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'

/** The duties that every workflow has, until playbooks can be chosen. */
export async function playbookOf(_trx: Trx, _workspaceId: string, _workflowId: string): Promise<Playbook> {
  return {
    playbook: 1,
    id: 'core',
    name: 'Core duties',
    purpose: 'The duties that the product itself needs a name for.',
    onePersonMayHoldBoth: true,
    transfer: { parallelDays: 5, settleDays: 5, supportDays: 7 },
    stages: [],
    documents: [],
    duties: CORE_DUTIES.map((id) => ({ id, ...DUTIES[id], layer: 'performance', vendorMayHold: false })),
  }
}

const DUTIES: {
  readonly [D in CoreDuty]: Pick<PlaybookDuty, 'name' | 'does' | 'movesAtTransfer' | 'requiredFrom' | 'notWith'>
} = {
  'change-owner': {
    name: 'Change owner',
    does: 'Decides on the next version: prompts, models, tools, logic.',
    movesAtTransfer: false,
    requiredFrom: 'design',
    notWith: [],
  },
  'daily-care': {
    name: 'Daily care',
    does: 'Watches it every day, checks failures, reviews odd cases, keeps it usable.',
    movesAtTransfer: true,
    requiredFrom: 'pilot',
    notWith: ['backup'],
  },
  backup: {
    name: 'Backup',
    does: 'Takes over where the daily care does not answer.',
    movesAtTransfer: true,
    requiredFrom: 'transfer',
    notWith: ['daily-care'],
  },
  informs: {
    name: 'Informs the rest',
    does: 'Tells everybody who is touched when something breaks or changes.',
    movesAtTransfer: true,
    requiredFrom: 'transfer',
    notWith: [],
  },
  'business-owner': {
    name: 'Business owner',
    does: 'Answers for the outcome.',
    movesAtTransfer: false,
    requiredFrom: 'pilot',
    notWith: [],
  },
  spend: {
    name: 'Monthly spend',
    does: 'Answers for the monthly bill.',
    movesAtTransfer: true,
    requiredFrom: 'transfer',
    notWith: [],
  },
}
