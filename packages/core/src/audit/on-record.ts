import { deploymentOf } from '../handover/deployment.ts'
import { dutiesFilled } from '../handover/evaluators/duties-filled.ts'
import { holderOf } from '../handover/evaluators/people.ts'
import { ago, dayOf, figure } from '../handover/evaluators/say.ts'
import { MONEY_LINES, type HandoverFacts } from '../handover/facts.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { DAY_MS } from '../time.ts'
import type { Answered, Part } from './audit-answer.ts'
import type { AuditFacts } from './audit-facts.ts'
import type { AuditRecords } from './audit-records.ts'
import { countOf, scoreSentences, shareWords } from './audit-words.ts'
import type { Proven } from './proven.ts'

const MOST_CAUSES = 3
/** A cadence is alive while no review is further back than a quarter. */
const CADENCE_DAYS = 92

/** Where it is lost between running and being decided with. */
export function gapOnRecord(
  facts: AuditFacts,
  { adoption, handover, now }: AuditRecords,
  { influenced }: Proven,
): Answered {
  const deployment = deploymentOf(handover, now)
  const { influence, gaps, causes } = adoption
  const findings = [deployment.sentence, ...adoption.signs.map(({ sentence }) => sentence)]
  if (gaps !== null && gaps.handoff.interval !== null)
    findings.push(`Lost at the handoff: ${shareWords(gaps.handoff)}; by the model: ${shareWords(gaps.model)}.`)
  for (const { name, share } of causes.slice(0, MOST_CAUSES)) findings.push(`${name}: ${shareWords(share)}.`)
  if (influence !== null) {
    return {
      verdict: adoption.verdict,
      sentence: `It ${adoption.sentence}`,
      findings,
      next: adoption.verdict === 'met' ? [] : [nextOfGap(adoption)],
    }
  }
  if (influenced !== null)
    findings.push(
      `Of the decisions that were told ${figure(influenced.k)} of ${figure(influenced.n)} were made with the output; those made without it are in no record.`,
    )
  const runs = facts.runs === 0 ? 'It did not run' : `It ran (${countOf(facts.runs, 'run')})`
  return {
    verdict: 'unknown',
    sentence:
      influenced === null
        ? `${runs}, and no decisions are in these records: adoption unknown.`
        : `${runs}, and some decisions were told. From which decisions it was to inform nobody has said: adoption unknown.`,
    findings,
    next: [
      influenced === null
        ? 'Send of each output who decided what, and when: unitKey, decision, decidedAt.'
        : 'Say on Adoption from which decisions it was to inform, best by a feed of all units of the process.',
    ],
  }
}

function nextOfGap({ gaps, influence, verdict }: AuditRecords['adoption']): string {
  if (influence === null || influence.n < MINIMUM_SAMPLE)
    return `Wait for ${String(MINIMUM_SAMPLE)} decisions before anything is concluded.`
  if (verdict === 'unknown') return 'Go on counting: whether it is most of the decisions can’t be told yet.'
  return gaps !== null && gaps.handoff.k >= gaps.model.k
    ? 'Mend the handoff before the model: start with the cause that loses most.'
    : 'Mend the model before more people are asked to use it: start with the cause that loses most.'
}

/** The parts of a handoff that people make, and that only a workspace can show. */
export function partsOnRecord({ handover, guidanceAt, feedback, now }: AuditRecords): readonly Part[] {
  const part = (isThere: boolean, name: string, because: string, state: Part['state'] = 'absent'): Part => ({
    name,
    state: isThere ? 'there' : state,
    because,
  })
  const did = (...kinds: readonly HandoverFacts['acts'][number]['kind'][]) =>
    handover.acts.some(({ kind, at }) => kinds.includes(kind) && at <= now)
  const wrote = (document: string) =>
    handover.documents.some(
      (each) => each.document === document && each.sections.some(({ text }) => text.trim() !== ''),
    )
  const care = holderOf(handover, 'daily-care')
  const { runbook } = handover
  return [
    part(
      wrote('workflow-redesign') || did('practised'),
      'The redesigned work',
      'how the work changes was neither written down nor practised',
    ),
    part(
      did('training') || handover.drills.some(({ kind, verdict }) => kind === 'practice' && verdict === 'passed'),
      'Practice',
      'nobody practised on past cases, and no training is on record',
    ),
    part(
      guidanceAt !== null || wrote('handoff-package'),
      'Guidance',
      'when to act on an output, check it or override it is written nowhere',
    ),
    part(
      runbook !== null && runbook.problems.length === 0,
      'A runbook',
      runbook === null ? 'no runbook was ever confirmed' : `its check finds: ${runbook.problems.join(' ')}`,
    ),
    part(
      did('management-direction'),
      'Management’s word',
      'nobody in charge said that using it is expected, so each may go round it',
    ),
    part(
      did('fallback-used') ||
        handover.drills.some(({ kind, verdict }) => kind === 'forced-failure' && verdict === 'passed'),
      'A way without it',
      'what people do when it fails was never tried',
    ),
    part(care !== null, 'A keeper', 'nobody by name has the daily care', 'left'),
    part(
      feedback.overdue === 0,
      'An answer to reports',
      `${countOf(feedback.overdue, 'report')} ${feedback.overdue === 1 ? 'waits' : 'wait'} past the due time`,
      'left',
    ),
    moneyPart(handover),
  ]
}

function moneyPart({ money: { lines } }: HandoverFacts): Part {
  const name = 'Money for the handoff'
  const planned = (line: string) => Number(lines.find((each) => each.line === line)?.planned ?? 'NaN')
  if (lines.length === 0) return { name, state: 'absent', because: 'no budget of its life is written' }
  const own = planned('transition')
  if (!(own > 0)) return { name, state: 'underfunded', because: 'nothing is planned for the transition' }
  const all = MONEY_LINES.reduce((sum, line) => sum + planned(line), 0)
  const isLeast = MONEY_LINES.every((line) => line === 'transition' || own < planned(line))
  return isLeast
    ? { name, state: 'underfunded', because: `the least of all phases, ${wholePercent(own / all)} of what is planned` }
    : { name, state: 'there', because: '' }
}

interface Redesign {
  readonly findings: readonly string[]
  readonly next: readonly string[]
  /** What asks for it, as nouns. */
  readonly reasons: readonly string[]
}

/** What asks for another design of the work, besides what the runs show. */
export function redesignOnRecord({ handover, enough }: AuditRecords, right: Proportion | null): Redesign {
  const findings: string[] = []
  const next: string[] = []
  const reasons: string[] = []
  if (right !== null && right.interval !== null && right.n >= MINIMUM_SAMPLE) {
    findings.push(`${shareWords(right)} of the known answers were right; ${wholePercent(enough)} are enough.`)
    if (right.interval.high < enough) {
      reasons.push('answers that are wrong too often')
      next.push('Keep a person before it, or narrow what it is asked.')
    }
  }
  for (const { name, lacks } of handover.seams) {
    if (lacks === null) continue
    findings.push(`The seam “${name}”: ${lacks}`)
  }
  if (handover.seams.some(({ ready }) => !ready)) {
    reasons.push('seams that are not ready')
    next.push('Make the seams that it stands on explicit, and give each an owner, before more is automated.')
  }
  return { findings, next, reasons }
}

/** Whether what goes wrong comes back, is answered, and changes something. */
export function hearOnRecord(facts: AuditFacts, records: AuditRecords): Answered {
  const { feedback, failureCases, reviews, handover } = records
  const { came, answered, inTime, overdue } = feedback
  const decided = facts.decisions
  const corrected = decided === null ? 0 : decided.edited + decided.overridden
  const findings = [
    came === 0
      ? 'Nobody reported an output in the window: perfect, or unread.'
      : `${countOf(came, 'report')}: ${String(answered)} answered, ${String(inTime)} of them in time.`,
    `Failure cases: ${String(failureCases.open)} open, ${String(failureCases.mended)} mended by a release.`,
    `Reviews: ${String(reviews.held)} held, ${String(reviews.missed)} missed.`,
    ...(corrected === 0 ? [] : [`${countOf(corrected, 'output')} were put right or set aside by people.`]),
    ...scoreSentences(facts),
  ]
  const comesBack = came > 0 || facts.judged > 0 || corrected > 0 || facts.scores.length > 0
  const changes = failureCases.mended > 0 || handover.changes.filter(({ liveAt }) => liveAt !== null).length > 1
  if (overdue > 0) {
    return {
      verdict: 'unmet',
      sentence: `${countOf(overdue, 'report')} ${overdue === 1 ? 'waits' : 'wait'} past the due time: nobody reads this channel.`,
      findings,
      next: ['Answer what waits, and name who answers next time.'],
    }
  }
  if (!comesBack) {
    return {
      verdict: 'unmet',
      sentence: 'Nothing comes back: no report, no decision, no outcome, no score.',
      findings,
      next: [
        'Give people one click where the output is seen, and an answer by a due time from a named person.',
        'Have a random sample judged each week, so that silence is not taken for quality.',
      ],
    }
  }
  if (came === 0 || answered < came) {
    return {
      verdict: 'unknown',
      sentence:
        came === 0
          ? 'Decisions and outcomes come back; nobody reported anything, so whether reports would be read is not known.'
          : `Of ${countOf(came, 'report')} ${String(answered)} ${answered === 1 ? 'is' : 'are'} answered so far; none is overdue.`,
      findings,
      next: [
        came === 0 ? 'Ask those who use it what they would report, and where.' : 'Answer the rest by their due times.',
      ],
    }
  }
  return {
    verdict: changes ? 'met' : 'unknown',
    sentence: changes
      ? 'What goes wrong is reported, answered, and has changed what runs.'
      : 'What goes wrong is reported and answered; that it changed anything is not on record.',
    findings,
    next: changes ? [] : ['Lead what is reported again and again into a change.'],
  }
}

/** Whether how it does is somebody's, by name, with a number that it is held against. */
export function ownersOnRecord({ handover, playbook, reviews, now }: AuditRecords): Answered {
  // What runs already needs all its names, whatever stage its papers are in.
  const isLive = deploymentOf(handover, now).checks.some(({ id, verdict }) => id === 'running' && verdict === 'met')
  const stage = isLive ? 'operation' : handover.workflow.stage
  const duties = dutiesFilled.judge({ playbook, stage, facts: handover, now }, {})
  const care = holderOf(handover, 'daily-care')
  const owner = holderOf(handover, 'business-owner')
  const targets = handover.targets.length
  const last = reviews.lastHeldAt
  const isFresh = last !== null && now.getTime() - last.getTime() <= CADENCE_DAYS * DAY_MS
  const findings = [
    `Daily care: ${care?.name ?? 'nobody'}. The outcome: ${owner?.name ?? 'nobody'}.`,
    duties.sentence,
    targets === 0
      ? 'No target is written: how it does is held against nothing.'
      : `${countOf(targets, 'target')} written.`,
    last === null ? 'No review was ever held.' : `The last review was held on ${dayOf(last)}, ${ago(last, now)}.`,
    ...(duties.warnings ?? []),
  ]
  const next = [
    ...(duties.missing ?? []),
    ...(targets === 0 ? ['Write a target for what it is to achieve.'] : []),
    ...(isFresh ? [] : ['Hold a review, and set the dates of the next ones.']),
  ]
  if (duties.verdict !== 'met') {
    return { verdict: duties.verdict, sentence: `Not everything has a name: ${lower(duties.sentence)}`, findings, next }
  }
  const isTracked = targets > 0 && isFresh
  return {
    verdict: isTracked ? 'met' : 'unmet',
    sentence: isTracked
      ? `Each duty has exactly one name, ${countOf(targets, 'target')} ${targets === 1 ? 'is' : 'are'} written, and it is looked at on time.`
      : `Each duty has exactly one name, and how it does is not tracked: ${targets === 0 ? 'no target is written' : last === null ? 'no review was ever held' : `the last review was ${ago(last, now)}`}.`,
    findings,
    next,
  }
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
