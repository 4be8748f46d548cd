import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import { totalOf, type CountsByRoute } from '../../words/routes.ts'

/** What a new rollout does, in units a day, from the last 24 h: the sentence under the control. */
export function shareEffect(from: number, to: number, last24h: CountsByRoute): string {
  const total = totalOf(last24h)
  if (from === to) return `${formatNumber(to)}${NBSP}% of units may meet the AI now.`
  const step = `From ${formatNumber(from)}${NBSP}% to ${formatNumber(to)}${NBSP}%`
  if (total === 0) return `${step}. No unit came in the last${NBSP}24${NBSP}h, so the effect in units is unknown.`
  const moved = Math.round((Math.abs(to - from) / 100) * total)
  const basis = `(last${NBSP}24${NBSP}h, n${NBSP}${formatNumber(total)})`
  return to > from
    ? `${step}: about ${formatCount(moved, 'more unit')} a day may meet the AI ${basis}. No unit that is in already moves out.`
    : `${step}: about ${formatCount(moved, 'unit')} a day move back to the existing process ${basis}.`
}
