import { Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { portfolioAuditQuery, type PortfolioAudit } from '../../api/audit.ts'
import { downloadCsv } from '../../components/download-csv.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatMoney, formatNumber } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { Definition, Fields, Framed, Shares } from './audit-parts.tsx'
import { WriteDelivery } from './write-delivery.tsx'
import { ANSWER_NAMES, portfolioAuditSentence, windowWords } from './audit-words.ts'
import classes from './audit.module.css'

const route = getRouteApi('/signed-in/portfolio/audit')
const TITLE = 'Audit'
const CRUMBS = [{ label: 'Portfolio', href: paths.portfolio() }]
/** Rows of an answer before somebody asks for the rest. */
const ROWS = 8

/** What is proven over all workflows: per answer how many of how many, and which fall short. */
export function PortfolioAuditPage() {
  const query = useQuery(portfolioAuditQuery)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title={TITLE} crumbs={CRUMBS}>
        <LoadingPage />
      </Page>
    )
  }
  return <Shown audit={query.data} />
}

function Shown({ audit }: { readonly audit: PortfolioAudit }) {
  const { workflows, waiting, listed, lookedAt, window, proven, answers, unknowable, definition } = audit
  if (workflows === 0) {
    return (
      <Page title={TITLE} crumbs={CRUMBS}>
        <Empty title="Nothing to audit yet" commands={['npx dayshift audit runs.csv']}>
          {waiting > 0
            ? `${formatCount(waiting, 'workflow')} will be looked at within the hour.`
            : 'A workflow is audited as soon as it is registered. What logs of one prove can be told without a server.'}
        </Empty>
      </Page>
    )
  }
  const paid = proven.costs.map(({ amount, currency }) => formatMoney(amount, currency)).join(' and ')
  const known = (of: number) => `, known of ${formatNumber(of)} of ${formatCount(workflows, 'workflow')}`
  return (
    <Page
      title={TITLE}
      crumbs={CRUMBS}
      sentence={portfolioAuditSentence(audit)}
      actions={
        <div className={classes.actions}>
          <Button
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => downloadCsv('audit.csv', csvRows(audit))}
          >
            Export CSV
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={15} aria-hidden />} onClick={() => print()}>
            Print
          </Button>
        </div>
      }
    >
      <Section
        title="Five answers"
        note={
          <>
            {window !== null && windowWords(window)}
            {lookedAt !== null && (
              <>
                , looked at <When at={lookedAt.first} as="instant" /> or later
              </>
            )}
          </>
        }
      >
        <ul className={classes.stacks} aria-label="Verdicts by answer">
          {answers.map(({ question, met, unmet, unknown }, place) => (
            <li key={question} className={classes.stack}>
              <span className={classes.shareName}>{ANSWER_NAMES[place]}</span>
              <span className={classes.parts} aria-hidden>
                <Part verdict="unmet" n={unmet} />
                <Part verdict="unknown" n={unknown} />
                <Part verdict="met" n={met} />
              </span>
              <span className={classes.shareFigure}>
                {formatNumber(unmet)} unmet, {formatNumber(unknown)} unknown, {formatNumber(met)} met
              </span>
            </li>
          ))}
        </ul>
        {(waiting > 0 || listed > 0) && (
          <p className={classes.line}>
            {waiting > 0 && `${formatCount(waiting, 'workflow')} will be looked at within the hour. `}
            {listed > 0 &&
              `${formatCount(listed, 'initiative')} only ${listed === 1 ? 'stands' : 'stand'} in a list: nothing is proven of ${listed === 1 ? 'it' : 'them'}.`}
          </p>
        )}
      </Section>
      {answers.map((answer, place) => (
        <Answer key={answer.question} answer={answer} place={place} />
      ))}
      <Section title="Proven over all" note="sums, of those alone of which it is known; no mean of shares">
        <Shares
          shares={[
            {
              name: 'Decisions made with them',
              share: proven.influence,
              otherwise: 'of none is it known',
              note: proven.influence === null ? '' : known(proven.influence.workflows),
            },
            {
              name: 'Answers that were right',
              share: proven.right,
              otherwise: 'of none is it known',
              note: proven.right === null ? '' : known(proven.right.workflows),
            },
            {
              name: 'Calls that failed',
              share: proven.failed,
              otherwise: 'nothing was called',
              note: proven.failed === null ? '' : known(proven.failed.workflows),
            },
          ]}
        />
        <p className={classes.line}>
          {formatCount(proven.runs, 'run')} on {formatCount(proven.units, 'unit')};{' '}
          {paid === '' ? 'what the calls cost is not known' : `the calls cost ${paid}`}.
        </p>
      </Section>
      {unknowable.length > 0 && (
        <Section title="What these records can’t say" note={formatCount(unknowable.length, 'question')}>
          <Framed label="What these records can’t say">
            <thead>
              <tr>
                <th scope="col">Question</th>
                <th scope="col" className={table.number}>
                  Workflows
                </th>
                <th scope="col">Send this to know it</th>
              </tr>
            </thead>
            <tbody>
              {unknowable.map(({ question, log, workflows: of }) => (
                <tr key={`${question} ${log.join(' ')}`}>
                  <td className={classes.question}>{question}</td>
                  <td className={table.number} data-label="Workflows">
                    {formatNumber(of)} of {formatNumber(workflows)}
                  </td>
                  <td data-label="Send this to know it">
                    <Fields names={log} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Framed>
        </Section>
      )}
      <Section
        title="What delivery means here"
        note={`${formatNumber(definition.delivered)} of ${formatCount(workflows, 'workflow')} delivered`}
        actions={<WriteDelivery definition={definition} />}
      >
        <Definition definition={definition}>
          {definition.parts.map(({ part, met, unmet, unknown }) => (
            <li key={part}>
              <VerdictMark verdict={unmet > 0 ? 'unmet' : unknown > 0 ? 'unknown' : 'met'} />
              <div>
                <strong>{part}</strong>
                <span className={classes.said}>
                  {formatNumber(met)} of {formatCount(workflows, 'workflow')}
                  {unmet > 0 && `; not so in ${formatNumber(unmet)}`}
                  {unknown > 0 && `; of ${formatNumber(unknown)} it isn’t known`}
                </span>
              </div>
            </li>
          ))}
        </Definition>
      </Section>
    </Page>
  )
}

function Part({ verdict, n }: { readonly verdict: 'met' | 'unmet' | 'unknown'; readonly n: number }) {
  return n === 0 ? null : (
    <span className={classes.part} data-verdict={verdict} style={{ flexGrow: n }}>
      {formatNumber(n)}
    </span>
  )
}

interface AnswerProps {
  readonly answer: PortfolioAudit['answers'][number]
  readonly place: number
}

function Answer({ answer, place }: AnswerProps) {
  const go = useGo()
  const { all } = route.useSearch()
  const { question, sentence, findings, short, unmet, unknown } = answer
  const isAll = all === place + 1
  const shown = isAll ? short : short.slice(0, ROWS)
  const left = unmet + unknown - short.length
  return (
    <Section title={`${String(place + 1)}. ${question}`}>
      <p className={classes.told}>{sentence}</p>
      {findings.map((finding) => (
        <p key={finding} className={classes.line}>
          {finding}
        </p>
      ))}
      {shown.length > 0 && (
        <Framed label={question}>
          <thead>
            <tr>
              <th scope="col">Workflow</th>
              <th scope="col">Verdict</th>
              <th scope="col">What is</th>
              <th scope="col">Next</th>
              <th scope="col" className={table.number}>
                Cost
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ slug, name, verdict, sentence: told, next, cost }) => (
              <tr key={slug}>
                <td className={classes.name}>
                  <To href={paths.audit(slug)} className={table.rowLink}>
                    {name}
                  </To>
                </td>
                <td>
                  <VerdictMark verdict={verdict} word />
                </td>
                <td className={classes.why}>{told}</td>
                <td className={classes.why} data-label="Next">
                  {next}
                </td>
                <td className={table.number} data-label="Cost">
                  {cost === null ? <span className="quiet">unknown</span> : formatMoney(cost.amount, cost.currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </Framed>
      )}
      {!isAll && short.length > shown.length && (
        <Button
          className="no-print"
          mt={10}
          size="xs"
          variant="default"
          onClick={() => go(paths.portfolioAudit({ all: place + 1 }), { replace: true })}
        >
          Show the other {formatNumber(short.length - shown.length)}
        </Button>
      )}
      {isAll && left > 0 && <p className={classes.line}>{formatNumber(left)} more are in the export.</p>}
    </Section>
  )
}

function csvRows({ rows, definition }: PortfolioAudit): readonly (readonly (string | number | null)[])[] {
  return [
    [
      'workflow',
      'slug',
      'cost',
      ...ANSWER_NAMES.map((name) => name.toLowerCase()),
      ...definition.parts.map(({ part }) => part),
    ],
    ...rows.map(({ name, slug, costs, verdicts, delivered }) => [
      name,
      slug,
      costs.map(({ amount, currency }) => `${amount} ${currency}`).join('; '),
      ...verdicts,
      ...delivered,
    ]),
  ]
}
