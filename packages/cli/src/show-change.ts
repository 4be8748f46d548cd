import type { ChangeDetail } from '@dayshift/contract'
import { diffLines } from '@dayshift/core'

/** A change in plain text: what it is, field by field what differs, and whose word it needs. */
export function showChange(change: ChangeDetail, server: string): string {
  const { title, workflow, workflowName, changeClass, classWhy, base, diff, approvals, id } = change
  const lines = [`${title} of ${workflowName} (${changeClass}). ${classWhy}`, '']
  if (base.release !== null) {
    lines.push(`What differs from ${base.release.name}, which runs now:`)
    for (const entry of diff) lines.push(...showEntry(entry))
    lines.push('')
  }
  lines.push('Approvals:')
  for (const { dutyName, person, state, why } of approvals) {
    const who = person?.name ?? 'nobody'
    lines.push(`  ${dutyName}: ${who}, ${STATES[state]}${why === null ? '' : `. ${why}`}`)
  }
  lines.push('', `${server.replace(/\/$/, '')}/workflows/${workflow}/changes/${id}`)
  return lines.join('\n')
}

function showEntry({ label, form, before, after }: ChangeDetail['diff'][number]): string[] {
  if (form === 'value' || before === null || after === null) {
    return [`  ${label}: ${before ?? '(not there)'} → ${after ?? '(gone)'}`]
  }
  const changed = diffLines(before, after)
  return [`  ${label}:`, ...changed.map(({ kind, line }) => `    ${SIGNS[kind]} ${line}`)]
}

const SIGNS = { same: ' ', added: '+', removed: '-' } as const

const STATES: { readonly [S in ChangeDetail['approvals'][number]['state']]: string } = {
  given: 'approved',
  'proposed-it': 'proposed it',
  needed: 'needed',
  void: 'no longer counts',
  expired: 'has run out',
  nobody: 'held by nobody',
  own: 'own approval does not count',
}
