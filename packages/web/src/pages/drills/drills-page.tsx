import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconEyeExclamation } from '@tabler/icons-react'
import { drillsQuery, type Drill, type DrillKind, type DrillList } from '../../api/drills.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { BeginDialog } from './begin-dialogs.tsx'
import { DrillMark } from './drill-mark.tsx'
import { drillsSentence, KIND_ACTS, KIND_NAMES, KIND_QUESTIONS, KINDS, latestOf } from './drill-words.ts'
import classes from './drills-page.module.css'
import { NoticeDialog } from './notice-dialog.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/drills')

export function DrillsPage() {
  const { slug } = route.useParams()
  const { begin } = route.useSearch()
  const query = useQuery(drillsQuery(slug))
  const may = useMay('handover:write')
  const now = useNow()
  const go = useGo()
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = workflowCrumbs(slug, query.data?.workflow.name)
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Drills" crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const list = query.data
  const close = (): void => go(paths.drills(slug), { replace: true })
  return (
    <Page
      title="Drills"
      crumbs={crumbs}
      tabs={tabs}
      sentence={drillsSentence(list, now)}
      actions={
        may && (
          <Button
            variant="default"
            leftSection={<IconEyeExclamation size={16} aria-hidden />}
            onClick={() => go(paths.drills(slug, { begin: 'notice' }))}
          >
            Something looks wrong
          </Button>
        )
      }
    >
      <div className={classes.kinds}>
        {KINDS.map((kind) => (
          <KindCard key={kind} kind={kind} list={list} may={may} />
        ))}
      </div>
      <FirstThings list={list} />
      <Section title="All drills" note={formatCount(list.items.length, 'drill')}>
        {list.items.length === 0 ? (
          <Empty title="No drill yet">
            A drill shows, before it matters, that the workflow runs without the people who built it. Its result is
            evidence for the handover, with a date.
          </Empty>
        ) : (
          <DrillsTable slug={slug} items={list.items} />
        )}
      </Section>
      {begin === 'notice' && may && <NoticeDialog list={list} onClose={close} />}
      {begin !== undefined && begin !== 'notice' && may && <BeginDialog kind={begin} list={list} onClose={close} />}
    </Page>
  )
}

/** One kind of drill: what it shows, how it came out last, how old that is, and the next act. */
function KindCard({ kind, list, may }: { readonly kind: DrillKind; readonly list: DrillList; readonly may: boolean }) {
  const { closed, open } = latestOf(list.items, kind)
  const { slug } = list.workflow
  const shown = open ?? closed
  const right = list.rights[kind]
  return (
    <section className={classes.kind} aria-label={KIND_NAMES[kind]} data-open={open !== null || undefined}>
      <h2 className={classes.kindName}>{KIND_NAMES[kind]}</h2>
      <p className={classes.question}>{KIND_QUESTIONS[kind]}</p>
      <p className={classes.state}>
        <DrillMark drill={shown} />
        {shown?.closedAt != null && (
          <span className="quiet">
            <When at={shown.closedAt} />
          </span>
        )}
      </p>
      {shown !== null && (
        <p className={classes.outcome}>
          {shown.sentence} <To href={paths.drill(slug, shown.id)}>{open === null ? 'Show it' : 'Open it'}</To>
        </p>
      )}
      {open !== null && closed?.closedAt != null && (
        <p className={classes.before}>
          Last time: <DrillMark drill={closed} /> <When at={closed.closedAt} />
        </p>
      )}
      <div className={classes.act}>
        {open === null && <KindAct kind={kind} slug={slug} right={right} may={may} closed={closed} />}
      </div>
    </section>
  )
}

function KindAct({
  kind,
  slug,
  right,
  may,
  closed,
}: {
  readonly kind: DrillKind
  readonly slug: string
  readonly right: DrillList['rights']['practice']
  readonly may: boolean
  readonly closed: Drill | null
}) {
  const go = useGo()
  if (!may) return <p className={classes.why}>Members and admins may.</p>
  if (!right.may) return <p className={classes.why}>{right.why}</p>
  return (
    <>
      <Button
        size="xs"
        variant={closed?.verdict === 'passed' ? 'default' : 'light'}
        onClick={() => go(paths.drills(slug, { begin: kind }))}
      >
        {KIND_ACTS[kind]}
      </Button>
      {kind === 'practice' && closed !== null && (
        <Button size="xs" variant="subtle" onClick={() => go(paths.drills(slug, { begin: 'quiz' }))}>
          Take a quiz
        </Button>
      )}
    </>
  )
}

/** What to cut or to write first, from the last result of each kind (S331). */
function FirstThings({ list }: { readonly list: DrillList }) {
  const drills = KINDS.flatMap((kind) => latestOf(list.items, kind).closed ?? []).filter(
    ({ findings }) => findings.length > 0,
  )
  if (drills.length === 0) return null
  const count = drills.reduce((sum, { findings }) => sum + findings.length, 0)
  return (
    <Section title="To cut or to write first" note={formatCount(count, 'finding')}>
      <ul className={classes.findings}>
        {drills.flatMap((drill) =>
          drill.findings.map((finding) => (
            <li key={`${drill.id} ${finding}`} className={classes.finding}>
              <span>{finding}</span>
              <To href={paths.drill(list.workflow.slug, drill.id)} className={classes.from}>
                {KIND_NAMES[drill.kind]}
              </To>
            </li>
          )),
        )}
      </ul>
    </Section>
  )
}

function DrillsTable({ slug, items }: { readonly slug: string; readonly items: readonly Drill[] }) {
  return (
    <div className={table['scroll']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Drill</th>
            <th scope="col">State</th>
            <th scope="col">How it came out</th>
            <th scope="col">Who</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {items.map((drill) => (
            <tr key={drill.id}>
              <td className={table['tight']}>
                <To href={paths.drill(slug, drill.id)} className={table['rowLink']}>
                  {drill.isQuiz ? 'Your quiz' : KIND_NAMES[drill.kind]}
                </To>
              </td>
              <td className={table['tight']}>
                <DrillMark drill={drill} />
              </td>
              <td className={classes.result}>{drill.sentence}</td>
              <td className={table['tight']}>{drill.person?.name ?? <span className="quiet">–</span>}</td>
              <td className={table['tight']}>
                <When at={drill.closedAt ?? drill.startsAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
