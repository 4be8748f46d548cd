import { LINE_KINDS } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconCircleCheck, IconEye, IconFlag, IconHandStop } from '@tabler/icons-react'
import { useState } from 'react'
import { trustQuery, type GuidanceLine, type TrustPage as Trust } from '../../api/trust.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { formatNumber } from '../../words/format.ts'
import { reasonName } from '../../words/names.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { ConfirmGuidanceDialog } from './confirm-guidance-dialog.tsx'
import { EnoughDialog } from './enough-dialog.tsx'
import { HumanFirstDialog } from './human-first-dialog.tsx'
import { RelianceSection } from './reliance-section.tsx'
import { ReliabilityChart } from './reliability-chart.tsx'
import { SamplingSection } from './sampling-section.tsx'
import classes from './trust.module.css'
import { intervalOf, percent, trustSentence } from './trust-words.ts'

const route = getRouteApi('/signed-in/workflows/$slug/trust')

export function TrustPage() {
  const { slug } = route.useParams()
  const query = useQuery(trustQuery(slug))
  const { person } = useSession()
  const [asked, setAsked] = useState<'confirm' | 'enough' | 'human-first' | null>(null)
  const close = () => setAsked(null)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = workflowCrumbs(slug, query.data?.workflow.name)
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Trust" crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const trust = query.data
  const { confirmation, mayConfirm } = trust.guidance
  const isMine = mayConfirm.some(({ id }) => id === person.id)
  return (
    <Page
      title="Trust"
      crumbs={crumbs}
      tabs={tabs}
      sentence={trustSentence(trust)}
      actions={
        trust.release !== null && isMine ? (
          <Button variant={confirmation?.stale === null ? 'default' : 'filled'} onClick={() => setAsked('confirm')}>
            Stand by this page
          </Button>
        ) : undefined
      }
    >
      <Section title="When to rely on it" note="shown beside each output once somebody stands by it">
        <Lines lines={trust.guidance.lines} />
        <Stands trust={trust} />
      </Section>
      <SamplingSection slug={slug} />
      <Section
        title="Is it as sure as it is right?"
        note={trust.calibration === null ? undefined : `n ${formatNumber(trust.calibration.n)}, last 180 days`}
      >
        <Diagram trust={trust} />
      </Section>
      <WrongSlices trust={trust} />
      <Parts trust={trust} />
      <OffFlow trust={trust} />
      <RelianceSection trust={trust} onSet={() => setAsked('human-first')} />
      <Section
        title="How many right answers are enough"
        actions={
          <Button variant="default" size="xs" onClick={() => setAsked('enough')}>
            Set what is enough
          </Button>
        }
      >
        <p className={classes['said']}>
          From {percent(trust.enough.share)} right answers on nobody needs to check one.{' '}
          {trust.enough.by === null || trust.enough.at === null ? (
            <span className={classes['quiet']}>Nobody has said otherwise; the business owner may.</span>
          ) : (
            <span className={classes['quiet']}>
              {trust.enough.by.name} said so <When at={trust.enough.at} />.
            </span>
          )}
        </p>
      </Section>
      {asked === 'confirm' && <ConfirmGuidanceDialog trust={trust} onClose={close} />}
      {asked === 'human-first' && <HumanFirstDialog trust={trust} onClose={close} />}
      {asked === 'enough' && <EnoughDialog trust={trust} onClose={close} />}
    </Page>
  )
}

const ICONS = { act: IconCircleCheck, check: IconEye, override: IconHandStop, 'seems-wrong': IconFlag } as const

function Lines({ lines }: { readonly lines: readonly GuidanceLine[] }) {
  return (
    <ul className={classes['lines']}>
      {lines.map((line) => {
        const Icon = ICONS[line.kind]
        return (
          <li key={`${line.kind} ${line.text}`} className={classes['line']}>
            <span className={classes['kind']} data-kind={line.kind}>
              <Icon size={16} aria-hidden />
              {LINE_KINDS[line.kind]}
            </span>
            <div>
              <div className={classes['text']}>{line.text}</div>
              {(line.figures !== '' || line.examples.length > 0) && (
                <div className={classes['figures']}>
                  {line.figures}
                  {line.examples.length > 0 && (
                    <>
                      {' '}
                      For example{' '}
                      {line.examples.map(({ runId, unitKey }, index) => (
                        <span key={runId}>
                          {index > 0 && ', '}
                          <To href={paths.run(runId)}>{unitKey}</To>
                        </span>
                      ))}
                      .
                    </>
                  )}
                </div>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function Stands({ trust }: { readonly trust: Trust }) {
  const { confirmation, mayConfirm } = trust.guidance
  const who = mayConfirm.map(({ name }) => name).join(' or ')
  return (
    <p className={classes['stands']}>
      {confirmation !== null && (
        <>
          {confirmation.by.name} stood by it for release {confirmation.release.name} <When at={confirmation.at} />.{' '}
        </>
      )}
      {who === '' ? (
        <>
          Nobody may stand by it: <To href={`${paths.handover(trust.workflow.slug)}#duties`}>fill the duties</To> of
          operational owner or daily care.
        </>
      ) : (
        `${who} may stand by it; it is asked for again when the release or these words move.`
      )}
    </p>
  )
}

function Diagram({ trust }: { readonly trust: Trust }) {
  const { calibration, noDiagram, diagram, workflow } = trust
  if (calibration === null) {
    return (
      <Empty
        title={noDiagram ?? ''}
        commands={[`npx dayshift outcomes import outcomes.csv --workflow ${workflow.slug} --server ${location.origin}`]}
      >
        It shows how often answers were right against how sure they said they were. Tell what turned out (a table with
        the columns unitKey, verdict, at and source, or POST /api/v1/outcomes), answer flags, decide quality checks, or
        have answers judged above.
      </Empty>
    )
  }
  const over = diagram.filter(({ stated, high }) => high < stated)
  const under = diagram.filter(({ stated, low }) => low > stated)
  return (
    <div className={classes['beside']}>
      <ReliabilityChart diagram={diagram} />
      <div>
        <p className={classes['said']}>
          {over.length === 0 && under.length === 0
            ? 'What it says fits what came true: nowhere does the interval leave the dashed line.'
            : `${over.length > under.length ? 'It says more than comes true' : 'It says less than comes true'}: at ${String(Math.max(over.length, under.length))} of ${String(diagram.length)} places the whole interval lies ${over.length > under.length ? 'below' : 'above'} the dashed line.`}
        </p>
        <dl className={classes['terms']}>
          <dt>Off by, on average</dt>
          <dd>
            {percent(calibration.ece)} (ten bins of equal width; of equal count {percent(calibration.eceEqualMass)})
          </dd>
          <dt>Brier score</dt>
          <dd>
            {calibration.brier.toFixed(3)}, 0 is best: {calibration.miscalibration.toFixed(3)} from being off,{' '}
            {Math.max(0, calibration.discrimination).toFixed(3)} won by telling right from wrong, of{' '}
            {calibration.uncertainty.toFixed(3)} to be told
          </dd>
        </dl>
        <details>
          <summary>The same as a table</summary>
          <div className={table['scroll']}>
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col" className={table['number']}>
                    Said
                  </th>
                  <th scope="col" className={table['number']}>
                    Was right
                  </th>
                  <th scope="col">95 %</th>
                </tr>
              </thead>
              <tbody>
                {diagram.map(({ stated, came, low, high }) => (
                  <tr key={stated}>
                    <td className={table['number']}>{percent(stated)}</td>
                    <td className={table['number']}>{percent(came)}</td>
                    <td>
                      {percent(low)} to {percent(high)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      </div>
    </div>
  )
}

function WrongSlices({ trust }: { readonly trust: Trust }) {
  const { wrongSlices, right } = trust
  if (right.n === 0) return null
  return (
    <Section title="Where it is wrong more often" note="found on half of the units, confirmed on the other">
      {wrongSlices.length === 0 ? (
        <p className={classes['said']}>
          No slice, and no pair of slices, is wrong more often than the rest with any certainty. Slices with fewer than
          30 known answers in each half can’t be told.
        </p>
      ) : (
        <div className={table['scroll']}>
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col" className={table['number']}>
                  Wrong there
                </th>
                <th scope="col" className={table['number']}>
                  Elsewhere
                </th>
                <th scope="col">More by</th>
              </tr>
            </thead>
            <tbody>
              {wrongSlices.map(({ where, wrong, elsewhere, effect }) => {
                const name = where.map(({ slice, label }) => `${slice}: ${label}`).join(' and ')
                return (
                  <tr key={name}>
                    <td>{name}</td>
                    <td className={table['number']}>
                      {percent(wrong.k / wrong.n)} of {formatNumber(wrong.n)}
                    </td>
                    <td className={table['number']}>
                      {percent(elsewhere.k / elsewhere.n)} of {formatNumber(elsewhere.n)}
                    </td>
                    <td>
                      {Math.round(effect.value * 100)} points (95 %: {Math.round(effect.low * 100)} to{' '}
                      {Math.round(effect.high * 100)})
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

/** What leaves the flow and is in no failure case yet: whoever takes over should have seen one of each. */
function OffFlow({ trust: { offFlow, workflow } }: { readonly trust: Trust }) {
  if (offFlow.length === 0) return null
  return (
    <Section title="Off the flow, without an example" note="last 180 days">
      <p className={classes['said']}>
        {offFlow.length === 1 ? 'One kind' : `${formatNumber(offFlow.length)} kinds`} of units went to a person and{' '}
        {offFlow.length === 1 ? 'has' : 'have'} no real example among the{' '}
        <To href={paths.workflowFeedback(workflow.slug)}>failure cases</To>. Flag one that went wrong and keep it as an
        example, with guidance.
      </p>
      <div className={table['scroll']} role="region" aria-label="Off the flow, table" tabIndex={0}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Why it left the flow</th>
              <th scope="col" className={table['number']}>
                Units
              </th>
              <th scope="col">The newest</th>
            </tr>
          </thead>
          <tbody>
            {offFlow.map(({ reason, rule, message, units, runId, unitKey }) => (
              <tr key={`${reason} ${rule ?? ''}`}>
                <td>
                  {reasonName(reason, rule)}
                  <div className={classes['figures']}>{message}</div>
                </td>
                <td className={table['number']}>{formatNumber(units)}</td>
                <td>
                  <To href={paths.run(runId)}>{unitKey}</To>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Parts({ trust }: { readonly trust: Trust }) {
  if (trust.parts.length === 0) return null
  return (
    <Section title="By release and slice" note="with 30 known answers or more">
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" className={table['number']}>
                Right
              </th>
              <th scope="col">95 %</th>
              <th scope="col" className={table['number']}>
                Known
              </th>
              <th scope="col" className={table['number']}>
                Off by
              </th>
            </tr>
          </thead>
          <tbody>
            {trust.parts.map(({ kind, name, label, right, ece }) => (
              <tr key={`${kind} ${name} ${label}`}>
                <td>
                  <span className={classes['quiet']}>{name}</span> {label}
                </td>
                <td className={table['number']}>{percent(right.k / right.n)}</td>
                <td>{intervalOf(right)}</td>
                <td className={table['number']}>{formatNumber(right.n)}</td>
                <td className={table['number']}>{ece === null ? 'no confidence' : percent(ece)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
