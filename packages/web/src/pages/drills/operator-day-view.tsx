import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { LISTED_KINDS, type ListedKind } from '@dayshift/core'
import type { FormEvent } from 'react'
import { drillQuery, listByHand, type DrillDetail, type ListedLine, type OperatorDayReport } from '../../api/drills.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { When } from '../../components/when.tsx'
import { formatCount, formatDate, formatNumber, listOf } from '../../words/format.ts'
import { useKept } from '../cases/use-kept.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import classes from './operator-day-view.module.css'

/** A day without builders: what the record shows, and what the operator says is done by hand. */
export function OperatorDayView({ drill, day }: { readonly drill: DrillDetail; readonly day: OperatorDayReport }) {
  return (
    <>
      {day.evidence !== null && <Evidence day={day} evidence={day.evidence} />}
      <Section
        title="Done by hand"
        note={day.listed === null ? 'nothing listed yet' : formatCount(day.listed.length, 'line')}
      >
        {day.mayList ? <ListForm drill={drill} day={day} /> : <Listed day={day} />}
      </Section>
    </>
  )
}

function Evidence({
  day,
  evidence,
}: {
  readonly day: OperatorDayReport
  readonly evidence: NonNullable<OperatorDayReport['evidence']>
}) {
  const { units, builders, builderActs, closed, unregisteredRuns, seen } = evidence
  const byOperators = closed.reduce((sum, { by, isBuilder, n }) => sum + (by !== null && !isBuilder ? n : 0), 0)
  const all = closed.reduce((sum, { n }) => sum + n, 0)
  const lines = [
    {
      name: 'Enough work came',
      text: `${formatCount(units, 'unit')}; ${formatNumber(day.minimumUnits)} are needed`,
      verdict: units >= day.minimumUnits ? 'met' : 'unknown',
    },
    {
      name: 'No builder acted',
      text:
        builders.length === 0
          ? 'nobody is named as a builder'
          : builderActs.length === 0
            ? `nothing of ${listOf(builders.map(({ name }) => name))} in ledger, review log or flags`
            : formatCount(builderActs.length, 'act'),
      verdict: builders.length === 0 ? 'unknown' : builderActs.length === 0 ? 'met' : 'unmet',
    },
    {
      name: 'Every closed case was closed by operators',
      text: all === 0 ? 'no case was closed' : `${formatNumber(byOperators)} of ${formatNumber(all)}`,
      verdict: byOperators === all ? 'met' : 'unmet',
    },
    {
      name: 'Nothing ran behind the record',
      text:
        unregisteredRuns === 0
          ? 'every run went by a known release'
          : `${formatCount(unregisteredRuns, 'run')} by an unknown release`,
      verdict: unregisteredRuns === 0 ? 'met' : 'unmet',
    },
    {
      name: 'Whatever was done by hand is in the list',
      text:
        day.listed === null
          ? 'nothing is listed yet'
          : `${formatNumber(seen.filter(({ listed }) => listed).length)} of ${formatNumber(seen.length)} that the record saw`,
      verdict: day.listed === null ? 'unknown' : seen.every(({ listed }) => listed) ? 'met' : 'unmet',
    },
  ] as const
  return (
    <>
      <Section title="What the record shows" note={`${formatDate(new Date(`${day.date}T12:00:00`))}, ${day.zone}`}>
        <ul className={classes.lines}>
          {lines.map(({ name, text, verdict }) => (
            <li key={name}>
              <VerdictMark verdict={verdict} word size={16} />
              <span>{name}</span>
              <span className="quiet">{text}</span>
            </li>
          ))}
        </ul>
      </Section>
      {builderActs.length > 0 && (
        <Section title="Acts of builders" note={formatCount(builderActs.length, 'act')}>
          <ul className={classes.acts}>
            {builderActs.map(({ at, by, what }) => (
              <li key={`${at} ${what}`}>
                <span>
                  <strong>{by}</strong> {what}
                </span>
                <span className="quiet">
                  <When at={at} as="time" />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {seen.length > 0 && (
        <Section title="What was done by hand, by the record" note={formatCount(seen.length, 'kind')}>
          <div className={table['scroll']}>
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">Kind</th>
                  <th scope="col" className={table['number']}>
                    Times
                  </th>
                  <th scope="col">In the list</th>
                </tr>
              </thead>
              <tbody>
                {seen.map(({ kind, ref, name, n, listed }) => (
                  <tr key={`${kind} ${ref}`}>
                    <td>{name}</td>
                    <td className={`${table['tight']} quiet`}>{GROUPS[kind].one}</td>
                    <td className={table['number']}>{formatNumber(n)}</td>
                    <td className={table['tight']}>
                      {day.listed === null ? (
                        <span className="quiet">–</span>
                      ) : (
                        <VerdictMark verdict={listed ? 'met' : 'unmet'} word size={16} />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </>
  )
}

const GROUPS: { readonly [K in ListedKind]: { readonly one: string; readonly many: string; readonly hint: string } } = {
  'manual-step': { one: 'manual step', many: 'Manual steps', hint: 'What you do, and when' },
  'exception-rule': { one: 'exception rule', many: 'Exception rules', hint: 'What you do with such a unit' },
  'approval-point': { one: 'approval point', many: 'Approval points', hint: 'What you check it against' },
}

function Listed({ day }: { readonly day: OperatorDayReport }) {
  if (day.listed === null || day.listed.length === 0) return <p className="quiet">Nothing is listed.</p>
  const nameOf = ({ kind, ref }: ListedLine): string =>
    day.choices.find((choice) => choice.kind === kind && choice.ref === ref)?.name ?? GROUPS[kind].one
  return (
    <dl className={classes.listed}>
      {day.listed.map((line) => (
        <div key={`${line.kind} ${line.ref} ${line.text}`}>
          <dt>{nameOf(line)}</dt>
          <dd>{line.text === '' ? <span className="quiet">no words</span> : line.text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The operator ticks what happens by hand and says how; the last list counts. */
function ListForm({ drill, day }: { readonly drill: DrillDetail; readonly day: OperatorDayReport }) {
  const kept = day.listed ?? []
  const [lines, keep, forget] = useKept<ListedLine[]>(`list ${drill.id}`, kept)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: () => listByHand(drill.id, lines),
    onSuccess: (next) => {
      forget()
      keep(next.operatorDay?.listed ?? lines)
      queries.setQueryData(drillQuery(drill.id).queryKey, next)
      notifications.show({ message: 'The list is kept. It can be changed until the day is closed.' })
    },
  })
  const at = (kind: ListedKind, ref: string): ListedLine | undefined =>
    lines.find((line) => line.kind === kind && line.ref === ref)
  const put = (kind: ListedKind, ref: string, text: string | null): void => {
    const others = lines.filter((line) => line.kind !== kind || line.ref !== ref)
    keep(text === null ? others : [...others, { kind, ref, text }])
  }
  const free = lines.find(({ ref }) => ref === null)
  function submit(event: FormEvent): void {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      {LISTED_KINDS.map((kind) => {
        const choices = day.choices.filter((choice) => choice.kind === kind)
        if (choices.length === 0) return null
        const { many, hint } = GROUPS[kind]
        return (
          <fieldset key={kind} className={classes.group}>
            <legend>{many}</legend>
            {choices.map(({ ref, name }) => {
              const line = at(kind, ref)
              return (
                <div key={ref} className={classes.choice}>
                  <Checkbox
                    label={name}
                    checked={line !== undefined}
                    onChange={(event) => put(kind, ref, event.currentTarget.checked ? '' : null)}
                  />
                  {line !== undefined && (
                    <TextInput
                      size="xs"
                      aria-label={`${name}: ${hint}`}
                      placeholder={hint}
                      maxLength={500}
                      value={line.text}
                      onChange={(event) => put(kind, ref, event.currentTarget.value)}
                    />
                  )}
                </div>
              )
            })}
          </fieldset>
        )
      })}
      <Textarea
        label="Anything else that is only in your head"
        autosize
        minRows={2}
        maxLength={500}
        value={free?.text ?? ''}
        onChange={(event) => {
          const text = event.currentTarget.value
          const others = lines.filter(({ ref }) => ref !== null)
          keep(text === '' ? others : [...others, { kind: 'manual-step', ref: null, text }])
        }}
      />
      {save.isError && <ProblemNotice error={save.error} />}
      <div>
        <Button type="submit" loading={save.isPending}>
          Save the list
        </Button>
      </div>
    </form>
  )
}
