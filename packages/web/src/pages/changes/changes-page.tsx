import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { approversQuery, changesQuery, type Approvers, type ChangeSummary } from '../../api/changes.ts'
import { workflowQuery } from '../../api/workflows.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage, LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatNumber, listOf, NBSP } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { changesSentence } from './change-sentence.ts'
import { CLASS_NAMES, STATE_NAMES, toneOf, typeName } from './change-words.ts'
import classes from './changes-page.module.css'
import { Mark } from './mark.tsx'
import { ShareDialog } from './share-dialog.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/changes')

/** Everything that was, is and wants to be changed of a workflow, and who approves it. */
export function ChangesPage() {
  const { slug } = route.useParams()
  const workflow = useQuery(workflowQuery(slug))
  const changes = useQuery(changesQuery(slug))
  const approvers = useQuery(approversQuery(slug))
  const { person } = useSession()
  const may = useMay('workflows:write')
  const go = useGo()
  const now = useNow()
  const [sharing, setSharing] = useState(false)
  const failed = [workflow, changes].find(({ isLoadingError }) => isLoadingError)
  if (failed !== undefined) return <PageProblem error={failed.error} again={() => void failed.refetch()} />
  const name = workflow.data?.name ?? slug
  const crumbs = workflowCrumbs(slug, name)
  const tabs = <WorkflowTabs slug={slug} />
  if (workflow.data === undefined || changes.data === undefined) {
    return (
      <Page title="Changes" crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const { items } = changes.data
  const groups = [
    { title: 'Rolling out', items: items.filter(({ state }) => state === 'rolling-out') },
    { title: 'Waiting', items: items.filter(({ state }) => state === 'proposed' || state === 'approved') },
    { title: 'Before', items: items.filter(({ state }) => !OPEN.includes(state)) },
  ].filter((group) => group.items.length > 0)
  return (
    <Page
      title="Changes"
      crumbs={crumbs}
      tabs={tabs}
      sentence={changesSentence(name, items, person.id, now)}
      actions={
        may && (
          <>
            {workflow.data.activeRelease !== null && (
              <Button variant="default" onClick={() => setSharing(true)}>
                Change the share of units
              </Button>
            )}
            <Button variant={items.length === 0 ? 'filled' : 'default'} onClick={() => go(paths.newRelease)}>
              Propose a release
            </Button>
          </>
        )
      }
    >
      {items.length === 0 && (
        <Section title="Changes">
          <Empty title="No change yet" commands={['npx dayshift apply dayshift.yaml --server http://…']}>
            A builder proposes one: with this command from the manifest’s folder, or by pasting the manifest here. It
            runs when those below have approved it and somebody starts it.
          </Empty>
        </Section>
      )}
      {groups.map((group) => (
        <Section key={group.title} title={group.title}>
          <ChangeTable changes={group.items} />
        </Section>
      ))}
      <Section title="Who approves what" note={approvers.data && `playbook ${approvers.data.playbook}`}>
        {approvers.isPending && <LoadingRows rows={4} />}
        {approvers.isError && <ProblemNotice error={approvers.error} again={() => void approvers.refetch()} />}
        {approvers.data && <ApproverTable approvers={approvers.data} />}
      </Section>
      {sharing && <ShareDialog workflow={workflow.data} onClose={() => setSharing(false)} />}
    </Page>
  )
}

const OPEN: readonly ChangeSummary['state'][] = ['proposed', 'approved', 'rolling-out']

function ChangeTable({ changes }: { readonly changes: readonly ChangeSummary[] }) {
  return (
    <div className={table['scroll']}>
      <table className={`${table['table']} ${classes.changes}`}>
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">State</th>
            <th scope="col">Class</th>
            <th scope="col">What it waits for, or how it ended</th>
            <th scope="col">Proposed</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.id}>
              <td className={table['tight']}>
                <To href={paths.change(change.workflow, change.id)} className={table['rowLink']}>
                  {change.title}
                </To>
                {typeName(change) !== null && <div className={classes.type}>{typeName(change)}</div>}
              </td>
              <td className={table['tight']}>
                <Mark tone={toneOf(change)}>{change.runsNow ? 'Runs now' : STATE_NAMES[change.state]}</Mark>
                {change.percent !== null && (
                  <div className={`${classes.type} num`}>
                    {formatNumber(change.percent)}
                    {NBSP}% of units
                  </div>
                )}
              </td>
              <td className={table['tight']}>{CLASS_NAMES[change.changeClass]}</td>
              <td className={classes.waits}>
                {change.waitsFor ?? change.endReason ?? ''}
                {change.waitsForPeople.length > 0 && (
                  <span className={classes.who}> {listOf(change.waitsForPeople.map(({ name }) => name))}</span>
                )}
              </td>
              <td className={table['tight']}>
                <When at={change.proposedAt} /> <span className="quiet">by {change.proposedBy.name}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ApproverTable({ approvers }: { readonly approvers: Approvers }) {
  return (
    <div className={table['scroll']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">A change of</th>
            <th scope="col">Class</th>
            <th scope="col">Is approved by</th>
          </tr>
        </thead>
        <tbody>
          {approvers.classes.map((each) => (
            <tr key={each.changeClass}>
              <td>{each.means}</td>
              <td className={table['tight']}>{CLASS_NAMES[each.changeClass]}</td>
              <td>
                {each.approvers.map(({ duty, dutyName, person }, index) => (
                  <span key={duty}>
                    {index > 0 && ', '}
                    {person === null ? (
                      <span className={classes.nobody}>nobody</span>
                    ) : (
                      <strong>{person.name}</strong>
                    )}{' '}
                    <span className="quiet">({dutyName})</span>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
