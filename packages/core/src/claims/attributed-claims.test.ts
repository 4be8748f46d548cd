import { expect, test } from 'vitest'
import { ATTRIBUTED_CLAIMS } from './attributed-claims.ts'

const said = (about: keyof typeof ATTRIBUTED_CLAIMS) =>
  ATTRIBUTED_CLAIMS[about].map(({ claim, source }) => `${source}: ${claim}`).join('\n')

test.each([
  ['S063', 'pilots', ['87 % of projects never pass the pilot', 'Gartner', 'kills 80 % of pilots']],
  ['S112', 'pilots', ['MIT', 'RAND', 'Deloitte', 'McKinsey', '78 %', '80.3 %', '7.2 million']],
  ['S201', 'seams', ['MIT', 'ONEiO', 'SAP and IDC', '67 %']],
] as const)('%s what others claim about %s is kept with whose it is', (_number, about, parts) => {
  for (const part of parts) expect(said(about)).toContain(part)
  for (const { claim, source } of ATTRIBUTED_CLAIMS[about]) expect([claim, source]).not.toContain('')
})
