import type { Measured } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { figure } from '../handover/evaluators/say.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { counted, dateInWords } from '../workflows/in-words.ts'
import { type Attendance, REVIEW_VERDICT_WORDS, type ReviewVerdict } from './hold-review.ts'
import type { PackPerson, ReviewPack } from './review-pack.ts'

/** A review as it is kept or sent outside of the product. */
export interface WrittenReview {
  readonly review: {
    readonly workflow: { readonly name: string }
    readonly name: string
    readonly day: string
    readonly state: string
  }
  readonly pack: ReviewPack
  readonly packHash: string
  readonly held: {
    readonly at: string
    readonly by: PackPerson
    readonly verdict: ReviewVerdict
    readonly words: string
    readonly attendance: readonly {
      readonly name: string
      readonly person: PackPerson | null
      readonly attendance: Attendance
    }[]
    readonly answers: readonly { readonly question: string; readonly answer: string }[]
    readonly deviations: readonly string[]
    readonly closed: readonly string[]
    readonly signedHash: string
  } | null
  readonly actions: readonly {
    readonly what: string
    readonly person: PackPerson
    readonly due: string
    readonly state: string
  }[]
}

/** The whole review in Markdown: the sentence, what was said, then the pack; with the hashes that it was signed over. */
export function reviewMarkdown({ review, pack, packHash, held, actions }: WrittenReview): string {
  const { operator, scope } = pack
  return [
    `# ${plain(review.workflow.name)}: ${plain(review.name)} of ${dateInWords(review.day)}`,
    plain(pack.sentence),
    ...(held === null ? [`*Not held: ${review.state}.*`] : heldLines(held)),
    ...listed(
      'Actions',
      actions.map(
        ({ what, person, due, state }) => `${plain(what)}: ${plain(person.name)}, by ${dateInWords(due)} (${state})`,
      ),
    ),
    '## Purpose numbers',
    ...table(
      ['Number', 'Threshold', 'Figure', 'Verdict'],
      pack.purpose.map(({ name, threshold, measured, unit, verdict }) => [
        name,
        threshold,
        measuredInWords(measured, unit),
        verdict,
      ]),
    ),
    '## Figures',
    ...table(
      ['Figure', 'Now', 'Before'],
      pack.metrics.map(({ name, now, before, unit, missing }) => [
        name,
        now === null ? (missing ?? '') : measuredInWords(now, unit),
        measuredInWords(before, unit),
      ]),
    ),
    `## Adoption\n\n${plain(pack.adoption.sentence)}`,
    `## Alerts\n\n${counted(pack.alerts.raised, 'alert')}. Useful: ${shareInWords(pack.alerts.useful)}. Unanswered for a day: ${shareInWords(pack.alerts.ignored)}.`,
    ...listed(
      'Departures',
      pack.deviations.map(
        ({ what, times, weeks, closed }) =>
          `${plain(what)}: ${counted(times, 'time')} in ${counted(weeks, 'week')}${closed ? ', closed' : ''}`,
      ),
    ),
    ...listed(
      'Changes',
      pack.changes.map(
        ({ label, at, effect }) =>
          `${dateInWords(at.slice(0, 10))}: ${plain(label)}${effect === null ? '' : `. ${plain(effect)}`}`,
      ),
    ),
    `## Feedback\n\n${counted(pack.feedback.came, 'report')} came, ${pack.feedback.answered} answered, ${pack.feedback.inTime} in time; ${pack.feedback.waiting} wait.`,
    ...(operator === null
      ? []
      : [
          `## Drafts and edits\n\n${plain(operator.edits.sentence)}`,
          ...listed(
            `Sample: ${operator.sample.length} of ${operator.drawnFrom}`,
            operator.sample.map(
              ({ unitKey, at, runId }) => `${plain(unitKey)}, ${dateInWords(at.slice(0, 10))} (run ${runId})`,
            ),
          ),
          ...listed(
            'Passed on',
            operator.escalated.map(
              ({ unitKey, reason, by }) =>
                `${plain(unitKey)} by ${plain(by)}${reason === null ? '' : `: ${plain(reason)}`}`,
            ),
          ),
          ...listed(
            'Policy changes without an answer',
            operator.policyChanges.map(
              ({ words, source, holdsFrom, behind }) =>
                `${plain(words)} (${plain(source)}), from ${dateInWords(holdsFrom)}${behind ? '; what runs is older' : ''}`,
            ),
          ),
        ]),
    ...(scope === null
      ? []
      : listed(
          'May its scope grow?',
          scope.refusals.length === 0
            ? ['Yes.', ...scope.warnings.map(plain)]
            : [...scope.refusals, ...scope.warnings].map(plain),
        )),
    `Pack filled on ${dateInWords(pack.filledAt.slice(0, 10))}, SHA-256 \`${packHash}\`${held === null ? '' : `; signed as \`${held.signedHash}\``}.`,
  ]
    .join('\n\n')
    .concat('\n')
}

function heldLines(held: NonNullable<WrittenReview['held']>): readonly string[] {
  return [
    `**Held on ${dateInWords(held.at.slice(0, 10))}, signed by ${plain(held.by.name)}: ${REVIEW_VERDICT_WORDS[held.verdict]}.**${held.words === '' ? '' : ` ${plain(held.words)}`}`,
    ...listed(
      'Who was there',
      held.attendance.map(
        ({ name, person, attendance }) =>
          `${plain(name)}: ${person === null ? 'nobody' : plain(person.name)}, ${attendance}`,
      ),
    ),
    ...listed(
      'Answers',
      held.answers.map(({ question, answer }) => `${plain(question)} ${plain(answer)}`),
    ),
    ...listed('Seen in this review', held.deviations.map(plain)),
    ...listed('Closed in this review', held.closed.map(plain)),
  ]
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${heading}\n\n${lines.map((line) => `- ${line}`).join('\n')}`]
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return ['None is written down.']
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  return [[line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')]
}

/** A figure with its n and interval; shares and times alike. */
export function measuredInWords(measured: Measured | null, unit: '%' | 'ms' | 'money' | null): string {
  if (measured === null) return 'unknown'
  if (measured.kind === 'insufficient') return `not enough yet: ${measured.n} of ${measured.needed}`
  const suffix = unit === null || unit === 'money' ? '' : ` ${unit}`
  const { value, interval, n } = measured
  const decimals = unit === '%' ? 10 : unit === 'ms' ? 1 : 10_000
  const said = (of: number) =>
    unit === 'money' ? String(Number(of.toPrecision(4))) : figure(Math.round(of * decimals) / decimals)
  const between = interval === null ? '' : `, ${said(interval.low)} to ${said(interval.high)}`
  return `${said(value)}${suffix} (n = ${figure(n)}${between})`
}

/** `3 of 4 (75 %)`; below the sample, the count alone. */
export function shareInWords({ k, n, interval }: Proportion): string {
  if (n === 0) return 'none to judge'
  return interval === null ? `${k} of ${n}, too few for a share` : `${k} of ${n} (${wholePercent(k / n)})`
}

/** Text of people in one line of Markdown, where nothing of it formats or links. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~]/g, String.raw`\$&`)
}
