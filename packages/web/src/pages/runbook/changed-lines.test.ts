import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

test('only what changed is shown, each line beside the one that it replaces', () => {
  const from = '# A: runbook\n\nRelease 1.\n\n## Who\n\n- **Backup**: Ben.\n- **Care**: Mara.\n- gone'
  const to = '# A: runbook\n\nRelease 1.\n\n## Who\n\n- **Backup**: Ada.\n- **Care**: Mara.\n- new'
  expect(changedLines(from, to)).toEqual([
    { from: 'Backup: Ben.', to: 'Backup: Ada.' },
    { from: '', to: 'new' },
    { from: 'gone', to: '' },
  ])
  expect(changedLines(from, from)).toEqual([])
})
