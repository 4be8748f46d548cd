import { stringify } from 'yaml'
import type { z } from 'zod'
import type { RegisterRequest } from './registration-wire.ts'

/**
 * The manifest of a workflow that ran before it came here, as far as its answers say it: until a builder completes it, a
 * person checks every answer, and nothing of its contents is kept.
 */
export function registeredManifest(asked: z.output<typeof RegisterRequest>, release: string): string {
  const { slug, name, purpose, doesNot, trigger, reads, produces, usedBy, whoChecks, ifItBreaks, helps } = asked
  return stringify({
    dayshift: 1,
    workflow: slug,
    name,
    release,
    purpose,
    doesNot: [doesNot],
    trigger,
    reads: [reads],
    produces,
    usedBy,
    input: {},
    output: {},
    model: { provider: 'not said', name: asked.model === '' ? 'not said' : asked.model },
    rules: [
      {
        name: 'until its builder says more',
        on: 'output',
        when: 'true',
        to: 'review',
        because: `As registered: ${whoChecks}`,
      },
    ],
    fallback: { route: 'existing-process', sentence: ifItBreaks },
    metrics: [{ name: 'How it helps', means: helps, threshold: 'Not agreed yet.' }],
    data: { capture: 'none' },
    runbook: { dailyChecks: [whoChecks], breaksFirst: [ifItBreaks] },
  })
}
