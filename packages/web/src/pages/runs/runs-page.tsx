import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { CALL_STATUSES, REASON_CODES, ROUTES } from '@dayshift/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconSearch, IconUserCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { quarantineQuery, runsQuery, type Run } from '../../api/runs.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingRows } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { RouteMark } from '../../components/route-mark.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths, RUN_WINDOWS, type RunsSearch } from '../../paths.ts'
import {
  formatCount,
  formatDuration,
  formatInstant,
  formatMoney,
  formatPercent,
  shortHash,
} from '../../words/format.ts'
import { REASON_NAMES, reasonName, ROUTE_NAMES, STATUS_NAMES } from '../../words/names.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import classes from './runs-page.module.css'
import { runsSentence } from './runs-sentence.ts'

const route = getRouteApi('/signed-in/runs')

export function RunsPage() {
  const search = route.useSearch()
  const go = useGo()
  const runs = useQuery(runsQuery(search))
  const { data: workflows } = useQuery(workflowsQuery)
  const now = useNow()
  const quarantine = useQuery(quarantineQuery(undefined, 1))
  if (runs.isLoadingError) return <PageProblem error={runs.error} again={() => void runs.refetch()} />
  const nameOf = (slug: string): string => workflows?.items.find((workflow) => workflow.slug === slug)?.name ?? slug
  const narrowed = Object.entries(search).some(([name, value]) => name !== 'cursor' && value !== undefined)
  const items = runs.data?.items ?? []
  const next = runs.data?.next ?? null
  return (
    <Page
      title="Runs"
      sentence={runs.data === undefined ? null : runsSentence(search, nameOf, items, now)}
      actions={<To href={paths.traceSources}>Sources of traces</To>}
    >
      {(quarantine.data?.total ?? 0) > 0 && (
        <div className={classes.quarantine}>
          <Notice
            tone="person"
            title={`${formatCount(quarantine.data?.total ?? 0, 'record')} could not be taken in`}
            action={<To href={paths.quarantine}>Look at them</To>}
          >
            Kept in quarantine, with what was wrong; nothing is lost.
          </Notice>
        </div>
      )}
      <Filters search={search} workflows={workflows?.items ?? []} />
      <div className={table.scroll} aria-busy={runs.isFetching}>
        <table className={`${table.table} ${classes.runs}`}>
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">Unit</th>
              <th scope="col">Route</th>
              <th scope="col">Reason</th>
              <th scope="col" className={table.number}>
                Confidence
              </th>
              <th scope="col" className={table.number}>
                Took
              </th>
              <th scope="col" className={table.number}>
                Cost
              </th>
              <th scope="col">Person</th>
            </tr>
          </thead>
          <tbody>
            {items.map((run) => (
              <Row
                key={run.id}
                run={run}
                withWorkflow={search.workflow === undefined && (workflows?.items.length ?? 0) > 1}
              />
            ))}
          </tbody>
        </table>
      </div>
      {runs.isPending && <LoadingRows rows={10} />}
      {runs.isSuccess && items.length === 0 && (
        <Empty
          title={narrowed ? 'No run fits' : 'No run yet'}
          action={
            narrowed && (
              <Button variant="default" onClick={() => go(paths.runs())}>
                Show all runs
              </Button>
            )
          }
        >
          {narrowed
            ? 'Widen the window or take a filter away.'
            : 'A run is one execution of a release on one unit. A host with the SDK delivers them as they happen.'}
        </Empty>
      )}
      <div className={classes.paging}>
        {search.cursor !== undefined && (
          <Button variant="default" size="xs" onClick={() => go(paths.runs({ ...search, cursor: undefined }))}>
            Newest runs
          </Button>
        )}
        {next !== null && (
          <Button variant="default" size="xs" onClick={() => go(paths.runs({ ...search, cursor: next }))}>
            Older runs
          </Button>
        )}
        {items.length > 0 && <span className="quiet num">{items.length} on this page, newest first</span>}
      </div>
    </Page>
  )
}

function Row({ run, withWorkflow }: { readonly run: Run; readonly withWorkflow: boolean }) {
  const go = useGo()
  return (
    // The row repeats its link for the hand; the keyboard and the ear have the link.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      data-clickable
      onClick={(event) => {
        const target = event.target as HTMLElement
        if (!target.closest('a, button') && getSelection()?.type !== 'Range') go(paths.run(run.id))
      }}
    >
      <td className={`${table.tight} ${classes.started}`}>
        <When at={run.startedAt} />
      </td>
      <td className={classes.unit}>
        <To href={paths.run(run.id)} className={`${table.rowLink} mono`}>
          {run.unitKey}
        </To>
        {withWorkflow && <div className={classes.workflow}>{run.workflowName}</div>}
      </td>
      <td className={`${table.tight} ${classes.route}`}>
        <RouteMark route={run.route} />
      </td>
      <td className={`${table.clip} ${classes.reason}`}>
        <Tooltip label={run.reasonMessage} multiline maw={420}>
          <span>
            {reasonName(run.reasonCode, run.reasonRule)}
            {run.reasonCode !== 'clear' && <span className="quiet"> · {run.reasonMessage}</span>}
          </span>
        </Tooltip>
      </td>
      <td className={`${table.number} ${classes.aside}`}>
        {run.confidence == null ? <span className="quiet">–</span> : formatPercent(run.confidence)}
      </td>
      <td className={`${table.number} ${classes.took}`}>
        {run.status === 'not-called' ? (
          <span className="quiet">not called</span>
        ) : (
          <>
            {formatDuration(run.latencyMs)}
            {run.status === 'failed' && <span className={classes.failed}> failed</span>}
          </>
        )}
      </td>
      <td className={`${table.number} ${classes.aside}`}>
        {run.status === 'not-called' ? (
          <span className="quiet">–</span>
        ) : run.costAmount == null || run.costCurrency == null ? (
          <span className="quiet">unpriced</span>
        ) : (
          formatMoney(run.costAmount, run.costCurrency)
        )}
      </td>
      <td className={`${table.tight} ${run.personSteppedIn ? classes.steppedIn : classes.aside}`}>
        {run.personSteppedIn ? (
          <span className={classes.person}>
            <IconUserCheck size={14} aria-hidden /> stepped in
          </span>
        ) : (
          <span className="quiet">–</span>
        )}
      </td>
    </tr>
  )
}

function Filters({
  search,
  workflows,
}: {
  readonly search: RunsSearch
  readonly workflows: readonly { readonly slug: string; readonly name: string }[]
}) {
  const go = useGo()
  const set = (change: RunsSearch): void =>
    go(paths.runs({ ...search, cursor: undefined, ...change }), { replace: true })
  return (
    <div className={`${classes.filters} no-print`} role="search" aria-label="Filter runs">
      <UnitField key={search.unit ?? ''} unit={search.unit} onChange={(unit) => set({ unit })} />
      {workflows.length > 1 && (
        <Select
          size="xs"
          aria-label="Workflow"
          placeholder="Any workflow"
          clearable
          value={search.workflow ?? null}
          onChange={(workflow) => set({ workflow: workflow ?? undefined })}
          data={workflows.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      )}
      <Select
        size="xs"
        aria-label="Route"
        placeholder="Any route"
        clearable
        value={search.route ?? null}
        onChange={(value) => set({ route: ROUTES.find((each) => each === value) })}
        data={ROUTES.map((value) => ({ value, label: ROUTE_NAMES[value] }))}
      />
      <Select
        size="xs"
        aria-label="Reason"
        placeholder="Any reason"
        clearable
        searchable
        value={search.reason ?? null}
        onChange={(value) => set({ reason: REASON_CODES.find((each) => each === value), rule: undefined })}
        data={REASON_CODES.map((value) => ({ value, label: REASON_NAMES[value] }))}
      />
      <Select
        size="xs"
        aria-label="AI call"
        placeholder="Any call"
        clearable
        value={search.status ?? null}
        onChange={(value) => set({ status: CALL_STATUSES.find((each) => each === value) })}
        data={CALL_STATUSES.map((value) => ({ value, label: STATUS_NAMES[value] }))}
      />
      <Select
        size="xs"
        aria-label="Window"
        placeholder="Any time"
        clearable
        value={search.window ?? null}
        onChange={(value) =>
          set({ window: RUN_WINDOWS.find((each) => each === value), from: undefined, to: undefined })
        }
        data={[
          { value: '1h', label: 'Last hour' },
          { value: '24h', label: 'Last 24 h' },
          { value: '7d', label: 'Last 7 d' },
          { value: '30d', label: 'Last 30 d' },
        ]}
      />
      {search.rule !== undefined && <Chip label={`Rule “${search.rule}”`} onRemove={() => set({ rule: undefined })} />}
      {search.release !== undefined && (
        <Chip label={`Release ${shortHash(search.release)}`} onRemove={() => set({ release: undefined })} />
      )}
      {(search.from !== undefined || search.to !== undefined) && (
        <Chip label={windowWords(search)} onRemove={() => set({ from: undefined, to: undefined })} />
      )}
    </div>
  )
}

function UnitField({
  unit,
  onChange,
}: {
  readonly unit: string | undefined
  readonly onChange: (unit: string | undefined) => void
}) {
  const [text, setText] = useState(unit ?? '')
  const later = useDebouncedCallback((value: string) => {
    const trimmed = value.trim()
    if (trimmed !== (unit ?? '')) onChange(trimmed === '' ? undefined : trimmed)
  }, 600)
  return (
    <TextInput
      size="xs"
      className={classes.unitField ?? ''}
      aria-label="Unit key"
      placeholder="Unit key"
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value)
      }}
    />
  )
}

function Chip({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  return (
    <span className={classes.chip}>
      {label}
      <ActionIcon variant="subtle" color="gray" size="xs" aria-label={`Take away: ${label}`} onClick={onRemove}>
        <IconX size={12} />
      </ActionIcon>
    </span>
  )
}

function windowWords({ from, to }: RunsSearch): string {
  const start = from === undefined ? 'the start' : formatInstant(new Date(from))
  const end = to === undefined ? 'now' : formatInstant(new Date(to))
  return `${start} to ${end}`
}
