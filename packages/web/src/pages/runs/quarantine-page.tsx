import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { quarantineQuery } from '../../api/runs.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
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
      sentence={[
        'Records that hosts delivered and that ',
        { text: 'could not be taken in', strong: true },
        '. They count in no figure; mend the sender and deliver them again under the same id.',
      ]}
    >
      {data.items.length === 0 && (
        <Empty title="Nothing is in quarantine">Every record that was delivered could be read.</Empty>
      )}
      <ul className={classes.list}>
        {data.items.map((item) => (
          <li key={item.id} className={classes.item}>
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
              <details>
                <summary>The record as it came</summary>
                <pre className={classes.record}>{item.record}</pre>
              </details>
            </div>
          </li>
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
