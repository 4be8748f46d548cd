import { Button, SegmentedControl } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { auditQuery, type AuditReport, type WorkflowAudit } from '../../api/audit.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { AUDIT_WEEKS, paths } from '../../paths.ts'
import { formatCount, formatMoney, formatNumber, formatPercent } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { DefinitionParts, Fields, Framed, Shares } from './audit-parts.tsx'
import { ANSWER_PLACES, auditSentence, provenShares, windowWords } from './audit-words.ts'
import classes from './audit.module.css'

const route = getRouteApi('/signed-in/workflows/$slug/audit')
const USUAL_WEEKS = 5

/** What the records of a workflow prove, and what they can't: five answers, and what delivery means here. */
export function AuditPage() {
  const { slug } = route.useParams()
  const { weeks } = route.useSearch()
  const query = useQuery(auditQuery(slug, weeks ?? USUAL_WEEKS))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Audit" crumbs={workflowCrumbs(slug, undefined)} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  return <Shown audit={query.data} weeks={weeks ?? USUAL_WEEKS} tabs={tabs} />
}

interface ShownProps {
  readonly audit: WorkflowAudit
  readonly weeks: number
  readonly tabs: ReactNode
}

function Shown({ audit, weeks, tabs }: ShownProps) {
  const go = useGo()
  const { workflow, report } = audit
  return (
    <Page
      title="Audit"
      crumbs={workflowCrumbs(workflow.slug, workflow.name)}
      tabs={tabs}
      sentence={auditSentence(audit)}
      actions={
        <div className={classes.actions}>
          <SegmentedControl
            size="xs"
            aria-label="Window"
            value={String(weeks)}
            onChange={(value) =>
              go(
                paths.audit(workflow.slug, {
                  weeks: AUDIT_WEEKS.find((each) => String(each) === value && each !== USUAL_WEEKS),
                }),
                { replace: true },
              )
            }
            data={AUDIT_WEEKS.map((value) => ({ value: String(value), label: `${String(value)} weeks` }))}
          />
          <Button variant="default" leftSection={<IconPrinter size={15} aria-hidden />} onClick={() => print()}>
            Print
          </Button>
        </div>
      }
    >
      <Section
        title="What is proven"
        note={
          <>
            {windowWords(audit)}, looked at <When at={audit.lookedAt} as="instant" />
          </>
        }
      >
        <Shares shares={provenShares(report)} />
        <Figures report={report} />
      </Section>
      <Section title="Five answers">
        <ol className={classes.answers} aria-label="Five answers">
          {report.answers.map((answer, place) => (
            <Answer key={answer.question} answer={answer} place={place} slug={workflow.slug} />
          ))}
        </ol>
      </Section>
      {report.consistency.tasks > 0 && (
        <Section title="Is it ready?" note="share of units that come out right each time they are run">
          <Ready consistency={report.consistency} />
        </Section>
      )}
      {report.unknowable.length > 0 && (
        <Section title="What these records can’t say" note={formatCount(report.unknowable.length, 'question')}>
          <Framed label="What these records can’t say">
            <thead>
              <tr>
                <th scope="col">Question</th>
                <th scope="col">Why</th>
                <th scope="col">Send this to know it</th>
              </tr>
            </thead>
            <tbody>
              {report.unknowable.map(({ question, sentence, log }) => (
                <tr key={`${question} ${sentence}`}>
                  <td className={classes.question}>{question}</td>
                  <td className={classes.why}>{sentence}</td>
                  <td data-label="Send this to know it">
                    <Fields names={log} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Framed>
        </Section>
      )}
      <Section title="What delivery means here">
        <DefinitionParts definition={report.definition} />
        <p className={classes.line}>
          The same over <To href={paths.portfolioAudit()}>the whole portfolio</To>.
        </p>
      </Section>
    </Page>
  )
}

interface AnswerProps {
  readonly answer: AuditReport['answers'][number]
  readonly place: number
  readonly slug: string
}

function Answer({ answer, place, slug }: AnswerProps) {
  const { question, verdict, sentence, findings, next } = answer
  const where = ANSWER_PLACES[place]
  return (
    <li className={classes.answer}>
      <div className={classes.asked}>
        <h3>{question}</h3>
        <VerdictMark verdict={verdict} word />
      </div>
      <p className={classes.told}>{sentence}</p>
      {findings.length > 0 && (
        <ul className={classes.findings}>
          {findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
      {(next.length > 0 || where !== undefined) && (
        <div className={classes.next}>
          {next.length > 0 && (
            <>
              <span className={classes.label}>Next</span>
              <ul>
                {next.map((act) => (
                  <li key={act}>{act}</li>
                ))}
              </ul>
            </>
          )}
          {where !== undefined && (
            <p className="no-print">
              <To href={where.href(slug)}>Open {where.label}</To>
            </p>
          )}
        </div>
      )}
    </li>
  )
}

function Ready({ consistency }: Pick<AuditReport, 'consistency'>) {
  return (
    <Framed label="Is it ready?">
      <thead>
        <tr>
          {consistency.passAtAll.map((_share, place) => (
            <th key={String(place)} scope="col">
              {place === 0 ? 'Run once' : `Run ${String(place + 1)} times`}
            </th>
          ))}
          <th scope="col">Units</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          {consistency.passAtAll.map((share, place) => (
            <td key={String(place)} data-label={`Run ${String(place + 1)} times`}>
              {formatPercent(share)}
            </td>
          ))}
          <td data-label="Units">{formatNumber(consistency.tasks)}</td>
        </tr>
      </tbody>
    </Framed>
  )
}

/** What else is counted, in one quiet line each. */
function Figures({ report }: { readonly report: AuditReport }) {
  const { proven, handovers } = report
  const { decisions } = proven
  const paid = proven.costs.map(({ amount, currency }) => formatMoney(amount, currency)).join(' and ')
  const untold = proven.unpriced === 0 ? '' : `, ${formatCount(proven.unpriced, 'call')} unpriced`
  const rows: readonly (readonly [string, string])[] = [
    ['Runs', `${formatCount(report.runs, 'run')} on ${formatCount(report.units, 'unit')}`],
    [
      'Decided',
      decisions === null
        ? 'no decisions in these records'
        : `${formatNumber(decisions.accepted)} kept, ${formatNumber(decisions.edited)} edited, ${formatNumber(decisions.overridden)} overridden, ${formatNumber(decisions.ignored)} ignored, ${formatNumber(decisions.escalated)} escalated, ${formatNumber(decisions.bypass)} without it`,
    ],
    [
      'Sent to a person',
      `${handovers.made === null ? 'unknown' : formatNumber(handovers.made)}${handovers.due === null ? '; which were due is not known' : `; of those whose answer is known ${formatNumber(handovers.due)} were due, ${formatNumber(handovers.missed ?? 0)} of them missed, and ${formatNumber(handovers.extra ?? 0)} were sent without need`}`,
    ],
    [
      'Calls',
      `${paid === '' ? 'cost unknown' : paid}${untold}; ${proven.tokens === 0 ? 'tokens not told' : formatCount(proven.tokens, 'token')}`,
    ],
    ['Models', proven.models.length === 0 ? 'none named' : proven.models.map(({ name }) => name).join(', ')],
    ['Releases', proven.releases === 0 ? 'none named' : formatCount(proven.releases, 'release')],
  ]
  return (
    <dl className={classes.terms}>
      {rows.map(([name, said]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  )
}
