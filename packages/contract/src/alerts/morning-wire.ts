import { z } from 'zod'
import { instant, slug } from '../common/primitives.ts'

const count = z.number().int().min(0)

/** One workflow's morning: is it well, what waits, what changed since yesterday. */
export const MorningItem = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    /** `unknown` where there is nothing to compare with. */
    verdict: z.enum(['well', 'attention', 'unknown']),
    sentence: z.string(),
    /** True where the caller is on watch or holds a duty. */
    isMine: z.boolean(),
    runs: z.object({
      yesterday: count,
      /** The runs of the last 14 days that are over (UTC), the oldest first. */
      days: z.array(z.object({ day: z.string(), n: count })),
      usual: z.object({ low: count, high: count, weeks: count }).nullable(),
    }),
    cases: z.object({ open: count, overdue: count }),
    alerts: z.object({ open: count, urgent: count, unanswered: count }),
    /** Acts on the workflow since yesterday's midnight (UTC), the newest first; at most five. */
    changed: z.array(z.object({ at: instant, by: z.string(), sentence: z.string() })),
    changedCount: count,
  })
  .meta({ id: 'MorningItem' })

export const Morning = z.object({ since: instant, items: z.array(MorningItem) }).meta({ id: 'Morning' })
export type Morning = z.infer<typeof Morning>
