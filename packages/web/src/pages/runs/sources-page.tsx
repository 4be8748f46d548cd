import { Button, NativeSelect, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
import { formatCount } from '../../words/format.ts'
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
                </tr>
              </thead>
              <tbody>
                {settled.map((source) => (
                  <tr key={`${source.service} ${source.name}`}>
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
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </Page>
  )
}

function Waiting({ source, may }: { readonly source: TraceSource; readonly may: boolean }) {
  const { data } = useQuery(workflowsQuery)
  const [chosen, setChosen] = useState<string | null>(null)
  const [attribute, setAttribute] = useState('')
  const queries = useQueryClient()
  const map = useMutation({
    mutationFn: (workflow: string | null) =>
      mapTraceSource({
        service: source.service,
        name: source.name,
        workflow,
        unitAttribute: attribute.trim() === '' ? null : attribute.trim(),
      }),
    onSuccess: () => {
      notifications.show({ message: 'Its traces become runs within a minute.' })
      return queries.invalidateQueries({ queryKey: ['trace-sources'] })
    },
  })
  const workflows = data?.items ?? []
  const slug = chosen ?? source.proposal?.slug ?? ''
  const name = workflows.find((each) => each.slug === slug)?.name
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
      {may ? (
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
          <Button size="xs" disabled={slug === ''} loading={map.isPending} onClick={() => map.mutate(slug)}>
            {name === undefined ? 'Say which workflow' : `Say it is ${name}`}
          </Button>
          <Button size="xs" variant="default" disabled={map.isPending} onClick={() => map.mutate(null)}>
            It is no workflow
          </Button>
        </div>
      ) : (
        <WhoMay act="say which workflow it is" roles={['member', 'admin']} />
      )}
      {map.isError && <ProblemNotice error={map.error} />}
    </li>
  )
}

function nameOf({ service, name }: TraceSource): string {
  const from = service === '' ? 'a service without a name' : service
  return name === '' ? from : `${name} of ${from}`
}
