import type { ChangeDetail, ChangeSummary } from '../../api/changes.ts'

type State = ChangeSummary['state']
type Tone = 'good' | 'person' | 'alarm' | 'quiet'

export const STATE_NAMES: { readonly [S in State]: string } = {
  proposed: 'Proposed',
  approved: 'Approved',
  'rolling-out': 'Rolling out',
  live: 'Live',
  'rolled-back': 'Rolled back',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
}

/** How a change of this state stands out: what waits for a person is amber, what runs is green. */
export function toneOf({ state, runsNow }: Pick<ChangeSummary, 'state' | 'runsNow'>): Tone {
  if (state === 'proposed' || state === 'approved') return 'person'
  if (state === 'rolling-out' || runsNow) return 'good'
  return state === 'rolled-back' ? 'alarm' : 'quiet'
}

export const CLASS_NAMES: { readonly [C in ChangeSummary['changeClass']]: string } = {
  wording: 'Wording',
  substantial: 'Substantial',
  first: 'First release',
  expansion: 'Wider scope',
}

/** What kind of change it is; null for a first release, of which everything is new. */
export function typeName({ kind, changeClass, changeType }: ChangeSummary): string | null {
  if (kind === 'share') return 'Share of units'
  return changeClass === 'first' ? null : TYPE_NAMES[changeType]
}

const TYPE_NAMES: { readonly [T in ChangeSummary['changeType']]: string } = {
  edit: 'Edit',
  'prompt-update': 'Prompt update',
  'model-swap': 'Model swap',
  rollback: 'Rollback',
}

type ApprovalState = ChangeDetail['approvals'][number]['state']
export const APPROVAL_NAMES: { readonly [S in ApprovalState]: string } = {
  given: 'Approved',
  'proposed-it': 'Proposed it',
  needed: 'Needed',
  void: 'No longer counts',
  expired: 'Run out',
  nobody: 'Nobody',
  own: 'Own approval',
}
export const APPROVAL_TONES: { readonly [S in ApprovalState]: Tone } = {
  given: 'good',
  'proposed-it': 'quiet',
  needed: 'person',
  void: 'person',
  expired: 'person',
  nobody: 'alarm',
  own: 'alarm',
}

export const VERDICT_NAMES = { met: 'Met', unmet: 'Missed', unknown: 'Not known yet' } as const
export const EFFECT_NAMES = {
  better: 'Better',
  worse: 'Worse',
  'no-clear-difference': 'No clear difference',
  unknown: 'Not known yet',
} as const
