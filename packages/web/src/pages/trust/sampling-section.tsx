import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { endSamplingPlan, samplingQuery, type Sampling } from '../../api/outcomes.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { useGo } from '../../components/use-go.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatNumber, NBSP } from '../../words/format.ts'
import { WhoMay } from '../workflows/who-may.tsx'
import { SamplingPlanDialog } from './sampling-plan-dialog.tsx'
import { percent } from './trust-words.ts'
import classes from './trust.module.css'

/** Which answers are drawn to be judged, by whom, what the judged ones say of all. */
export function SamplingSection({ slug }: { readonly slug: string }) {
  const query = useQuery(samplingQuery(slug))
  const may = useMay('handover:write')
  const { person } = useSession()
  const go = useGo()
  const [asked, setAsked] = useState<'plan' | 'end' | null>(null)
  const close = () => setAsked(null)
  const sampling = query.data
  const plan = sampling?.plan ?? null
  const draw = sampling?.draw ?? null
  const left = draw === null ? 0 : draw.drawn - draw.judged - draw.cannotTell
  const isMine = plan !== null && plan.judge?.id === person.id
  return (
    <Section
      title="How often it is right among all"
      note="from answers drawn at random"
      actions={
        may && (
          <>
            {isMine && left > 0 && (
              <Button size="xs" onClick={() => go(paths.sample(slug))}>
                Judge {formatCount(left, 'answer')}
              </Button>
            )}
            <Button
              size="xs"
              variant={plan === null ? 'filled' : 'default'}
              disabled={sampling === undefined}
              onClick={() => setAsked('plan')}
            >
              {plan === null ? 'Have answers judged' : 'Change the plan'}
            </Button>
            {plan !== null && (
              <Button size="xs" variant="subtle" onClick={() => setAsked('end')}>
                End the plan
              </Button>
            )}
          </>
        )
      }
    >
      {query.isError && <ProblemNotice error={query.error} again={() => void query.refetch()} />}
      {query.isPending && <LoadingRows rows={2} />}
      {sampling !== undefined && (
        <>
          <p className={classes.said}>{sampling.sentence}</p>
          {draw !== null && <Strata draw={draw} />}
          {plan !== null && <PlanLine plan={plan} />}
          {!may && plan === null && <WhoMay act="have answers judged" roles={['admin', 'member']} />}
          <Earlier earlier={sampling.earlier} />
          {asked === 'plan' && <SamplingPlanDialog sampling={sampling} onClose={close} />}
          {asked === 'end' && <EndDialog slug={slug} left={left} onClose={close} />}
        </>
      )}
    </Section>
  )
}

function PlanLine({ plan }: { readonly plan: NonNullable<Sampling['plan']> }) {
  return (
    <p className={classes.stands}>
      {plan.judge === null ? <strong>Nobody is named to judge: change the plan.</strong> : `${plan.judge.name} judges`},
      so that it is known to {formatNumber(plan.within * 100)}
      {NBSP}points. Answers of {formatCount(plan.days, 'day')} are drawn at a time, next on{' '}
      {formatDate(new Date(plan.nextAt))}. Planned by {plan.by.name} <When at={plan.at} />.
    </p>
  )
}

function Strata({ draw }: { readonly draw: NonNullable<Sampling['draw']> }) {
  return (
    <>
      <div className={table.scroll} role="region" aria-label="What was judged of each part, table" tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" className={table.number}>
                Answers
              </th>
              <th scope="col" className={table.number}>
                Drawn
              </th>
              <th scope="col" className={table.number}>
                Judged
              </th>
              <th scope="col" className={table.number}>
                Right
              </th>
              <th scope="col" className={table.number}>
                Each stands for
              </th>
            </tr>
          </thead>
          <tbody>
            {draw.strata.map(({ name, units, drawn, judged, right }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className={table.number}>{formatNumber(units)}</td>
                <td className={table.number}>{formatNumber(drawn)}</td>
                <td className={table.number}>{formatNumber(judged)}</td>
                <td className={table.number}>{judged === 0 ? <span className="quiet">unknown</span> : right}</td>
                <td className={table.number}>
                  {judged === 0 ? <span className="quiet">unknown</span> : (units / judged).toFixed(1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.stands}>
        Drawn <When at={draw.drawnAt} /> by the seed <span className="mono">{draw.seed}</span>: whoever has it draws the
        same answers.
      </p>
    </>
  )
}

function Earlier({ earlier }: { readonly earlier: Sampling['earlier'] }) {
  if (earlier.length === 0) return null
  return (
    <details>
      <summary>{formatCount(earlier.length, 'earlier draw')}</summary>
      <ul>
        {earlier.map(({ id, from, to, drawn, judged, estimate }) => (
          <li key={id}>
            {formatDate(new Date(from))} to {formatDate(new Date(to))}:{' '}
            {estimate === null
              ? `not enough was judged, ${String(judged)} of ${String(drawn)}`
              : `${percent(estimate.share)} right (95${NBSP}% ${percent(estimate.interval.low)} to ${percent(estimate.interval.high)}), ${formatNumber(estimate.judged)} judged of ${formatNumber(estimate.units)}`}
          </li>
        ))}
      </ul>
    </details>
  )
}

function EndDialog({
  slug,
  left,
  onClose,
}: {
  readonly slug: string
  readonly left: number
  readonly onClose: () => void
}) {
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => endSamplingPlan(slug),
    onSuccess: (page) => {
      queries.setQueryData(samplingQuery(slug).queryKey, page)
      onClose()
    },
  })
  return (
    <FormDialog title="End the plan" submit="End the plan" act={end} focusesAct onClose={onClose}>
      <p>
        No more answers are drawn{left > 0 && `, and ${formatCount(left, 'drawn answer')} stay unjudged`}. What was
        judged stays and counts.
      </p>
    </FormDialog>
  )
}
