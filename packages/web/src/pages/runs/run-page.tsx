import { Button, Popover, Stack, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconFlag, IconInbox } from '@tabler/icons-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { flagRun, runQuery, type Run, type RunDetail } from '../../api/runs.ts'
import { releaseQuery } from '../../api/workflows.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Fields } from '../../components/fields.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { When } from '../../components/when.tsx'
import tables from '../../components/table.module.css'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { isObject } from '../../words/fields.ts'
import { formatCount, formatDuration, formatMoney, formatNumber, formatPercent } from '../../words/format.ts'
import { CONTENT_STATES, DECISION_NAMES, FAILURE_NAMES, FLAG_WORDS, STATUS_NAMES } from '../../words/names.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { GateSteps } from './gate-steps.tsx'
import classes from './run-page.module.css'
import { runSentence } from './run-sentence.ts'

const route = getRouteApi('/signed-in/runs/$id')

export function RunPage() {
  const { id } = route.useParams()
  const go = useGo()
  const { data, isLoadingError, isPending, error, refetch } = useQuery(runQuery(id))
  const run = data?.run
  const release = useQuery({
    ...releaseQuery(run?.workflow ?? '', run?.release?.hash ?? ''),
    enabled: run?.release != null,
  })
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  const crumbs = [{ label: 'Runs', href: paths.runs() }]
  if (isPending || run === undefined) {
    return (
      <Page title="Run" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const manifest = isObject(release.data?.manifest) ? release.data.manifest : {}
  const { contents } = data
  return (
    <Page
      title={run.unitKey}
      crumbs={[
        { label: 'Runs', href: paths.runs() },
        { label: run.workflowName, href: paths.runs({ workflow: run.workflow }) },
      ]}
      sentence={runSentence(data)}
      actions={
        <>
          {run.caseId !== null && (
            <Button
              variant="default"
              leftSection={<IconInbox size={16} />}
              onClick={() => go(paths.inbox({ case: run.caseId ?? undefined }))}
            >
              Open its case
            </Button>
          )}
          <FlagButton run={run} />
        </>
      }
    >
      <div className={classes.columns}>
        <Section title="How it came there">
          <GateSteps run={run} />
        </Section>
        <div>
          <Section title="What came in">
            {contents.state === 'kept' ? (
              <Fields value={contents.input} schema={manifest['input']} />
            ) : (
              <p className="quiet">{CONTENT_STATES[contents.state]}</p>
            )}
          </Section>
          <Section
            title="What the AI answered"
            note={run.confidence == null ? undefined : `confidence ${formatPercent(run.confidence)}`}
          >
            {run.status === 'not-called' ? (
              <p className="quiet">The AI was not called.</p>
            ) : contents.state !== 'kept' ? (
              <p className="quiet">{CONTENT_STATES[contents.state]}</p>
            ) : data.outputHidden === true ? (
              <p className="quiet">
                Hidden from you until you have answered its case yourself.{' '}
                {run.caseId !== null && <To href={paths.inbox({ case: run.caseId })}>Answer it</To>}
              </p>
            ) : contents.output === undefined ? (
              <p className="quiet">No answer came that could be kept.</p>
            ) : (
              <Fields value={contents.output} schema={manifest['output']} />
            )}
          </Section>
          {data.scores.length > 0 && <Scores scores={data.scores} />}
          <After detail={data} />
        </div>
      </div>
      <Section title="Record">
        <RecordGroups detail={data} />
      </Section>
    </Page>
  )
}

/** What evaluators or people elsewhere said of it. */
function Scores({ scores }: Pick<RunDetail, 'scores'>) {
  return (
    <Section title="Scored elsewhere">
      <div className={tables.scroll}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Score</th>
              <th scope="col">Says</th>
              <th scope="col">By</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {scores.map(({ name, value, label, source, comment, at }) => (
              <tr key={`${name} ${source} ${at}`}>
                <td>{name}</td>
                <td>
                  {[label, value === null ? null : formatNumber(value)].filter((each) => each !== null).join(', ')}
                  {comment !== null && <p className="quiet">{comment}</p>}
                </td>
                <td>{source}</td>
                <td>
                  <When at={at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

/** What people did after: decisions, flags, reruns, in the order of time. */
function After({ detail: { run, decisions, flags, reruns } }: { readonly detail: RunDetail }) {
  const items = [
    ...decisions.map((decision) => ({
      at: decision.decidedAt,
      key: decision.id,
      text: (
        <>
          <strong>{decision.by.name}</strong>: {DECISION_NAMES[decision.kind].toLowerCase()}
          {decision.reason !== null && <>, “{decision.reason}”</>}
        </>
      ),
    })),
    ...flags.map((flag) => ({
      at: flag.at,
      key: flag.id,
      text: (
        <>
          <strong>{flag.by.name}</strong> <To href={paths.report(flag.id)}>flagged it</To>
          {flag.note !== '' && <>: “{flag.note}”</>} <span className="quiet">{FLAG_WORDS[flag.state]}</span>
        </>
      ),
    })),
    ...reruns.map((rerun) => ({
      at: rerun.startedAt,
      key: rerun.id,
      text: (
        <>
          Run again: <To href={paths.run(rerun.id)}>see that run</To>
        </>
      ),
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  if (items.length === 0 && run.rerunOf == null && run.duplicateOf == null) return null
  return (
    <Section title="What happened after">
      <ul className={classes.after}>
        {run.rerunOf != null && (
          <li>
            <span>
              This run repeats <To href={paths.run(run.rerunOf)}>an earlier one</To> at a person’s wish.
            </span>
          </li>
        )}
        {run.duplicateOf != null && (
          <li>
            <span>
              The same unit came before: <To href={paths.run(run.duplicateOf)}>its first run</To>.
            </span>
          </li>
        )}
        {items.map(({ key, text, at }) => (
          <li key={key}>
            <span>{text}</span>
            <span className={classes.when}>
              <When at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Everything that the record holds, in groups: time, AI call, model and cost, gate, person, delivery. */
function RecordGroups({ detail: { run, contents } }: { readonly detail: RunDetail }) {
  const unknown = <span className={classes.unknown}>unknown</span>
  const tokens = (count: number | null | undefined): ReactNode =>
    count == null ? unknown : formatCount(count, 'token')
  const modelMoved = run.requestedModel != null && run.resolvedModel != null && run.requestedModel !== run.resolvedModel
  return (
    <div className={classes.groups}>
      <Group
        title="Time"
        rows={[
          ['Start', <When key="start" at={run.startedAt} as="instant" />],
          ['End', <When key="end" at={run.endedAt} as="instant" />],
          ['Took', formatDuration(run.latencyMs)],
          ...(Math.abs(run.clockOffsetMs) > 1000
            ? [
                [
                  'Host’s clock',
                  `${formatDuration(Math.abs(run.clockOffsetMs))} ${run.clockOffsetMs > 0 ? 'behind' : 'ahead'}; the times above are corrected`,
                ] as const,
              ]
            : []),
        ]}
      />
      <Group
        title="AI call"
        rows={[
          [
            'Outcome',
            run.status === 'failed' ? (
              <span key="outcome" className={classes.failed}>
                {STATUS_NAMES.failed}
              </span>
            ) : (
              STATUS_NAMES[run.status]
            ),
          ],
          ['Failure', run.failureClass == null ? 'none' : FAILURE_NAMES[run.failureClass]],
          ...(run.failureMessage == null
            ? []
            : [['Message', <code key="message">{run.failureMessage}</code>] as const]),
          ['Attempts', formatNumber(run.attempts)],
          ['Retries', formatNumber(run.retries)],
        ]}
      />
      <Group
        title="Model and cost"
        rows={
          run.status === 'not-called'
            ? [['Model', 'not called']]
            : [
                ['Asked for', run.requestedModel ?? unknown],
                [
                  'Answered by',
                  run.resolvedModel == null ? (
                    unknown
                  ) : (
                    <>
                      {run.resolvedModel}
                      {modelMoved && <span className="quiet"> (another than asked for)</span>}
                    </>
                  ),
                ],
                ['Input', tokens(run.inputTokens)],
                ['Output', tokens(run.outputTokens)],
                ['Ended', run.finishReason ?? unknown],
                [
                  'Cost',
                  run.costAmount == null || run.costCurrency == null ? (
                    'unpriced'
                  ) : (
                    <>
                      {formatMoney(run.costAmount, run.costCurrency)}{' '}
                      <span className="quiet">by {run.costSource ?? 'unknown source'}</span>
                    </>
                  ),
                ],
              ]
        }
      />
      <Group
        title="Gate"
        rows={[
          [
            'Release',
            run.release === null ? (
              'none'
            ) : (
              <To key="release" href={paths.release(run.workflow, run.release.hash)}>
                {run.release.name}
              </To>
            ),
          ],
          ['Reason', <code key="code">{run.reasonCode}</code>],
          ['Rule', run.reasonRule ?? 'none'],
          ['Place in the rollout', `${formatNumber(run.bucket)} of 10,000`],
          ['Input quality', run.inputQuality == null ? unknown : formatPercent(run.inputQuality)],
          ['Confidence', run.confidence == null ? unknown : formatPercent(run.confidence)],
        ]}
      />
      <Group
        title="Person"
        rows={[
          ['Stepped in', run.personSteppedIn ? 'yes' : 'no'],
          [
            'Case',
            run.caseId === null ? (
              'none'
            ) : (
              <To key="case" href={paths.inbox({ case: run.caseId })}>
                open it
              </To>
            ),
          ],
          ['Contents', contents.state === 'kept' ? 'kept' : contents.state.replace('-', ' ')],
        ]}
      />
      <Group
        title="Delivery"
        rows={[
          ['Received', <When key="received" at={run.receivedAt} as="instant" />],
          ['Run id', <CopyText key="id" text={run.id} label="the run id" />],
        ]}
      />
    </div>
  )
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <div>
      <h3 className={classes.groupTitle}>{title}</h3>
      <dl className={classes.group}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** One click flags; words are optional. */
function FlagButton({ run }: { readonly run: Run }) {
  const may = useMay('cases:write')
  const queries = useQueryClient()
  const [opened, popover] = useDisclosure(false)
  const [note, setNote] = useState('')
  const [right, setRight] = useState('')
  const flag = useMutation({
    mutationFn: () => flagRun(run.id, note.trim(), right.trim() === '' ? undefined : right.trim()),
    onSuccess: ({ receipt }) => {
      setNote('')
      setRight('')
      popover.close()
      void queries.invalidateQueries(runQuery(run.id))
      notifications.show({ message: receipt })
    },
  })
  if (!may) return null
  function submit(event: FormEvent): void {
    event.preventDefault()
    flag.mutate()
  }
  return (
    <Popover
      opened={opened}
      onChange={(open) => (open ? popover.open() : popover.close())}
      position="bottom-end"
      width={320}
      shadow="md"
      trapFocus
      withRoles
    >
      <Popover.Target>
        <Button variant="default" leftSection={<IconFlag size={16} />} onClick={popover.toggle}>
          Flag
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Flag this run">
        <form onSubmit={submit}>
          <Stack gap="xs">
            <Textarea
              label="What looks wrong"
              placeholder="Optional, in your words"
              autosize
              minRows={2}
              maxLength={4000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              data-autofocus
            />
            <Textarea
              label="What would have been right"
              placeholder="Optional"
              autosize
              minRows={1}
              maxLength={4000}
              value={right}
              onChange={(event) => setRight(event.currentTarget.value)}
            />
            {flag.isError && <ProblemNotice error={flag.error} />}
            <Button type="submit" size="xs" loading={flag.isPending}>
              Flag this run
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
