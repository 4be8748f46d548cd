import { Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { quarantineQuery, sendAgain, type QuarantinedRecord } from '../../api/runs.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import classes from './quarantine-page.module.css'

/** Records that could not be taken in, with what was wrong where. */
export function QuarantinePage() {
  const [cursor, setCursor] = useState<string>()
  const { data, isLoadingError, isPending, error, refetch } = useQuery(quarantineQuery(cursor, 50))
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  const crumbs = [{ label: 'Runs', href: paths.runs() }]
  if (isPending) {
    return (
      <Page title="Quarantine" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  return (
    <Page
      title="Quarantine"
      crumbs={crumbs}
      sentence={
        data.total === 0
          ? ['Every record that was delivered could be read.']
          : [
              { text: `${formatCount(data.total, 'record')} could not be taken in`, strong: true, tone: 'person' },
              data.total === 1
                ? '. It counts in no figure until somebody mends it, or the sender, and sends it again.'
                : '. They count in no figure until somebody mends them, or the sender, and sends them again.',
            ]
      }
    >
      {data.items.length === 0 && (
        <Empty title="Nothing is in quarantine">
          A record that can’t be taken in is kept here, with what was wrong.
        </Empty>
      )}
      <ul className={classes.list}>
        {data.items.map((item) => (
          <Kept key={item.id} item={item} />
        ))}
      </ul>
      {data.next !== null && (
        <Button variant="default" size="xs" onClick={() => setCursor(data.next ?? undefined)}>
          Older records
        </Button>
      )}
    </Page>
  )
}

function Kept({ item }: { readonly item: QuarantinedRecord }) {
  const may = useMay('runs:write')
  const [mended, setMended] = useState<string | null>(null)
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: () => sendAgain(item.id, mended ?? undefined),
    onSuccess: ({ duplicate }) => {
      notifications.show({ message: duplicate ? 'A run of its id was there already.' : 'It is taken in as a run.' })
      return queries.invalidateQueries({ queryKey: ['quarantine'] })
    },
  })
  const id = useId()
  return (
    <li className={classes.item}>
      <div className={classes.when}>
        <When at={item.receivedAt} />
      </div>
      <div className={classes.body}>
        <ul className={classes.errors}>
          {item.errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path === '' ? 'record' : path}</code> {message}
            </li>
          ))}
        </ul>
        {mended === null ? (
          <details>
            <summary>The record as it came</summary>
            <pre className={classes.record}>{item.record}</pre>
          </details>
        ) : (
          <Textarea
            id={id}
            label="The record, mended"
            description="JSON, as the host would have sent it."
            autosize
            minRows={6}
            maxRows={20}
            classNames={{ input: classes.mend ?? '' }}
            value={mended}
            onChange={(event) => setMended(event.currentTarget.value)}
          />
        )}
        {send.isError && (
          <div className={classes.problem}>
            <ProblemNotice error={send.error} />
          </div>
        )}
        {may && (
          <div className={classes.acts}>
            {mended === null ? (
              <Button size="xs" variant="default" onClick={() => setMended(indented(item.record))}>
                Mend the record
              </Button>
            ) : (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  setMended(null)
                  send.reset()
                }}
              >
                Leave it as it came
              </Button>
            )}
            <Button
              size="xs"
              variant={mended === null ? 'default' : 'filled'}
              loading={send.isPending}
              onClick={() => send.mutate()}
            >
              {mended === null ? 'Send it again as it came' : 'Send the mended record'}
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}

/** JSON over lines, so that people find the place; anything else as it is. */
function indented(record: string): string {
  try {
    return JSON.stringify(JSON.parse(record), null, 2)
  } catch {
    return record
  }
}
