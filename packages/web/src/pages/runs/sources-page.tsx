import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { mapTraceSource, type TraceSource, traceSourcesQuery } from '../../api/traces.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatDuration } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { WhoMay } from '../workflows/who-may.tsx'
import classes from './sources-page.module.css'
import { sourcesSentence } from './sources-sentence.ts'

/** Where traces of OpenTelemetry come from, and which workflow each source is. */
export function SourcesPage() {
  const { data, isLoadingError, isPending, error, refetch } = useQuery(traceSourcesQuery)
  const may = useMay('handover:write')
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  const crumbs = [{ label: 'Runs', href: paths.runs() }]
  if (isPending) {
    return (
      <Page title="Sources of traces" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const waiting = data.items.filter(({ state }) => state === 'unmapped')
  const settled = data.items.filter(({ state }) => state !== 'unmapped')
  return (
    <Page title="Sources of traces" crumbs={crumbs} sentence={sourcesSentence(data)}>
      {data.items.length === 0 && (
        <Empty
          title="No traces have come yet"
          commands={[
            `OTEL_EXPORTER_OTLP_ENDPOINT=${window.location.origin}`,
            'OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer ds_…"',
          ]}
        >
          An application that is instrumented with OpenTelemetry sends its traces here with these two settings and an
          API key that may write runs. A trace with calls of a model becomes a run a minute after it ends.
        </Empty>
      )}
      {waiting.length > 0 && (
        <Section title="Which workflow is it?">
          <ul className={classes.list}>
            {waiting.map((source) => (
              <Waiting key={`${source.service} ${source.name}`} source={source} may={may} />
            ))}
          </ul>
        </Section>
      )}
      {settled.length > 0 && (
        <Section title="Known sources">
          <div className={table.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col">Workflow</th>
                  <th scope="col" className={table.number}>
                    Runs
                  </th>
                  <th scope="col">Last trace</th>
                  <th scope="col">Came too late</th>
                  <th scope="col" aria-label="Change" />
                </tr>
              </thead>
              <tbody>
                {settled.map((source) => (
                  <Known key={`${source.service} ${source.name}`} source={source} may={may} />
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </Page>
  )
}

function Known({ source, may }: { readonly source: TraceSource; readonly may: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Fragment>
      <tr>
        <td>{nameOf(source)}</td>
        <td>
          {source.workflow === null ? (
            'No workflow'
          ) : (
            <To href={paths.workflow(source.workflow.slug)}>{source.workflow.name}</To>
          )}
        </td>
        <td className={table.number}>{source.runs.toLocaleString('en')}</td>
        <td>
          <When at={source.lastAt} />
        </td>
        <td>
          {source.late === 0
            ? 'None'
            : `${formatCount(source.late, 'span')}, by up to ${formatDuration(source.lateByMs)}`}
        </td>
        <td>
          {may && (
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={isOpen}
              aria-label={`Change source ${nameOf(source)}`}
              onClick={() => setOpen(!isOpen)}
            >
              Change source
            </Button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            {source.late > 0 && (
              <p className="quiet">
                A run stays as it was told. With a longer wait the spans that came too late would have counted.
              </p>
            )}
            <SourceForm source={source} onSaid={() => setOpen(false)} />
          </td>
        </tr>
      )}
    </Fragment>
  )
}

function Waiting({ source, may }: { readonly source: TraceSource; readonly may: boolean }) {
  return (
    <li className={classes.source}>
      <div>
        <div className={classes.name}>{nameOf(source)}</div>
        <p className="quiet">
          {formatCount(source.waiting, 'trace')} {source.waiting === 1 ? 'waits' : 'wait'}, the last{' '}
          <When at={source.lastAt} />
          {source.proposal !== null && `. It bears the name of ${source.proposal.name}`}.
        </p>
      </div>
      {may ? <SourceForm source={source} /> : <WhoMay act="say which workflow it is" roles={['member', 'admin']} />}
    </li>
  )
}

function SourceForm({ source, onSaid }: { readonly source: TraceSource; readonly onSaid?: () => void }) {
  const { data } = useQuery(workflowsQuery)
  const [chosen, setChosen] = useState<string | null>(null)
  const [attribute, setAttribute] = useState(source.unitAttribute ?? '')
  const [wait, setWait] = useState<number | string>(source.waitSeconds)
  const queries = useQueryClient()
  const map = useMutation({
    mutationFn: (workflow: string | null) =>
      mapTraceSource({
        service: source.service,
        name: source.name,
        workflow,
        unitAttribute: attribute.trim() === '' ? null : attribute.trim(),
        waitSeconds: typeof wait === 'number' ? wait : null,
      }),
    onSuccess: (_list, workflow) => {
      notifications.show({
        message: workflow === null ? 'Its traces become no runs.' : 'Its traces become runs of it from now on.',
      })
      onSaid?.()
      return queries.invalidateQueries({ queryKey: ['trace-sources'] })
    },
  })
  const workflows = data?.items ?? []
  const slug = chosen ?? source.workflow?.slug ?? source.proposal?.slug ?? ''
  const name = workflows.find((each) => each.slug === slug)?.name
  return (
    <>
      <div className={classes.acts}>
        <NativeSelect
          label="Workflow"
          size="xs"
          value={slug}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: '', label: 'Choose one' },
            ...workflows.map((each) => ({ value: each.slug, label: each.name })),
          ]}
        />
        <TextInput
          label="Attribute with the unit’s key"
          placeholder="gen_ai.conversation.id"
          size="xs"
          value={attribute}
          onChange={(event) => setAttribute(event.currentTarget.value)}
        />
        <NumberInput
          label="Seconds without a span until it is a run"
          size="xs"
          min={1}
          max={86_400}
          allowDecimal={false}
          value={wait}
          onChange={setWait}
        />
        <Button size="xs" disabled={slug === ''} loading={map.isPending} onClick={() => map.mutate(slug)}>
          {name === undefined ? 'Say which workflow' : `Say it is ${name}`}
        </Button>
        <Button size="xs" variant="default" disabled={map.isPending} onClick={() => map.mutate(null)}>
          It is no workflow
        </Button>
      </div>
      {map.isError && <ProblemNotice error={map.error} />}
    </>
  )
}

function nameOf({ service, name }: TraceSource): string {
  const from = service === '' ? 'a service without a name' : service
  return name === '' ? from : `${name} of ${from}`
}
