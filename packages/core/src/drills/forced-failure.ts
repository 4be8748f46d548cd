import type { DrillOutcome } from './drill.ts'
import type { FaultKind } from './forced-fault.ts'

/** How somebody noticed, or took over. */
export const NOTICED_BY = ['paused', 'flagged', 'overridden', 'escalated', 'said-so'] as const
export type NoticedBy = (typeof NOTICED_BY)[number]

export interface Reaction {
  readonly at: Date
  readonly by: string
  readonly byName: string
  /** True for whoever started it or holds the duty of owning changes: a builder who notices proves nothing. */
  readonly isBuilder: boolean
}

/** What runs, cases, decisions and acts show of a forced failure. */
export interface FailureFacts {
  readonly kind: FaultKind
  /** Units that the fault hit, and when the first one was. */
  readonly units: number
  readonly firstAt: Date | null
  /** How many of them reached a person or the fallback; the others went through with their real answer. */
  readonly toPeople: number
  readonly toExistingProcess: number
  readonly automatic: number
  /** Cases of them that were decided, and those whose wrong answer somebody let through. */
  readonly decided: number
  readonly open: number
  readonly letThrough: number
  readonly noticed: (Reaction & { readonly how: NoticedBy }) | null
  /** The first who took a unit in hand, or paused. */
  readonly takenOver: (Reaction & { readonly how: string }) | null
}

export interface FailureSettings {
  /** Noticing later than this is messy. */
  readonly noticeWithinMs: number
}

export const DEFAULT_NOTICE_MS = 15 * 60_000

/** Who noticed after how long, who took over how fast, and whether anything wrong went through (S330, S331). */
export function judgeFailure(facts: FailureFacts, { noticeWithinMs }: FailureSettings): DrillOutcome {
  const { units, firstAt, noticed, takenOver } = facts
  if (units === 0 || firstAt === null) {
    return {
      verdict: 'inconclusive',
      sentence: 'No unit was touched: nothing was proven.',
      findings: ['Choose a time with ordinary work, or a larger share; the host must run the SDK that knows drills.'],
    }
  }
  const findings = [
    ...noticeFindings(facts, firstAt, noticeWithinMs),
    ...takeoverFindings(facts),
    ...harmFindings(facts),
  ]
  if (noticed === null) return { verdict: 'messy', sentence: `Nobody noticed: ${counted(units)} went wrong.`, findings }
  const after = inWords(noticed.at.getTime() - firstAt.getTime())
  const took =
    takenOver === null
      ? facts.toPeople === 0
        ? 'no unit waited for a person'
        : 'nobody took over'
      : `${takenOver.byName} took over ${inWords(takenOver.at.getTime() - firstAt.getTime())} after the first`
  const sentence = `${noticed.byName} noticed after ${after}; ${took}; ${counted(units)} touched.`
  return { verdict: findings.length === 0 ? 'passed' : 'messy', sentence, findings }
}

function noticeFindings({ noticed }: FailureFacts, firstAt: Date, noticeWithinMs: number): readonly string[] {
  if (noticed === null) {
    return ['Nobody noticed. Write down what tells that it fails, and who looks when.']
  }
  const after = noticed.at.getTime() - firstAt.getTime()
  return [
    ...(noticed.isBuilder
      ? [
          `${noticed.byName}, a builder, noticed first. The operator needs a sign of her own: an alert, or a daily check.`,
        ]
      : []),
    ...(after > noticeWithinMs
      ? [
          `It was noticed after ${inWords(after)}, later than ${inWords(noticeWithinMs)}. Shorten the way to whoever is on watch.`,
        ]
      : []),
  ]
}

/** An answer that is only late or dear needs nobody to take the unit over, nor does one that the existing process has. */
function takeoverFindings({ kind, takenOver, toPeople, open }: FailureFacts): readonly string[] {
  if (kind === 'slow' || kind === 'cost-spike' || toPeople === 0) return []
  return [
    ...(takenOver === null ? ['Nobody took a unit over. Write down who takes them, and how.'] : []),
    ...(takenOver?.isBuilder === true
      ? [`${takenOver.byName}, a builder, took over. The operator needs to be able to do it alone.`]
      : []),
    ...(open > 0 ? [`${open === 1 ? 'One unit still waits' : `${open} units still wait`} for somebody.`] : []),
  ]
}

function harmFindings({ kind, letThrough, automatic }: FailureFacts): readonly string[] {
  if (kind !== 'wrong') return []
  return [
    ...(letThrough > 0
      ? [
          `${letThrough === 1 ? 'One wrong answer was' : `${letThrough} wrong answers were`} let through by whoever checked. Practise spotting output that is off.`,
        ]
      : []),
    ...(automatic > 0 ? [`${counted(automatic)} went through automatically.`] : []),
  ]
}

function counted(n: number): string {
  return n === 1 ? 'one unit' : `${n} units`
}

/** "40 s", "12 min", "1 h 5 min". */
export function inWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}
