import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { playbooksQuery } from '../../api/playbooks.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { playbooksSentence } from './playbook-sentence.ts'
import { sizeOf } from './stage-list.tsx'
import classes from './stage-list.module.css'

const CRUMBS = [{ label: 'Workflows', href: paths.workflows }] as const

/** The playbooks that ship and the organisation's own. */
export function PlaybooksPage() {
  const query = useQuery(playbooksQuery)
  const { role } = useSession()
  const go = useGo()
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) return <LoadingPage />
  const { items } = query.data
  return (
    <Page
      title="Playbooks"
      crumbs={CRUMBS}
      sentence={playbooksSentence(items)}
      actions={role === 'admin' && <Button onClick={() => go(paths.newPlaybook())}>Write a playbook</Button>}
    >
      <Section title="All playbooks">
        <div className={table.scroll}>
          <table className={`${table.table} ${classes.table}`}>
            <thead>
              <tr>
                <th>Playbook</th>
                <th>For whom</th>
                <th>Workflows that go by it</th>
                <th>Changed</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <td className={classes.name}>
                    <To href={paths.playbook(item.id)} className={table.rowLink}>
                      {item.name}
                    </To>
                  </td>
                  <td className={classes.how}>
                    {item.purpose}
                    <span className={classes.params}>{sizeOf(item)}</span>
                  </td>
                  <td className={classes.who} data-label="Workflows">
                    {item.workflows.length === 0
                      ? 'None'
                      : item.workflows.map((slug, index) => (
                          <span key={slug}>
                            {index > 0 && ', '}
                            <To href={paths.workflowPlaybook(slug)}>{slug}</To>
                          </span>
                        ))}
                  </td>
                  <td className={table.tight}>
                    {item.addedAt === null ? 'Comes with Dayshift' : <When at={item.addedAt} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </Page>
  )
}
