import { shippedPlaybook } from '@dayshift/contract'
import { expect, test } from 'vitest'
import type { Playbook } from '../../api/playbooks.ts'
import { wordsThatCount } from './words-that-count.ts'

test('S103 S186 whoever tells an act is told which words the playbook looks for', () => {
  const enterprise = structuredClone(shippedPlaybook('enterprise').playbook) as Playbook
  expect(wordsThatCount(enterprise, 'training', 'phase')).toEqual(['orientation', 'launch week', 'thirty days'])
  expect(wordsThatCount(enterprise, 'joint-session', 'covers')).toContain('edge cases')
  expect(wordsThatCount(enterprise, 'practised', 'phase')).toEqual([])
})
