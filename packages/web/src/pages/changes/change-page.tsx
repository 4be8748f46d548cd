import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { changeEffectQuery, changeQuery, type ChangeDetail } from '../../api/changes.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage, LoadingRows } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { ChangeActs } from './change-acts.tsx'
import { ChangeDiff } from './change-diff.tsx'
import classes from './change-page.module.css'
import { changeSentence } from './change-sentence.ts'
import { APPROVAL_NAMES, APPROVAL_TONES, CLASS_NAMES, typeName } from './change-words.ts'
import { EffectTable } from './effect-table.tsx'
import { Mark } from './mark.tsx'
import { ProposedNotice } from './proposed-notice.tsx'
import { RolloutSteps } from './rollout-steps.tsx'
import { shadowNote, ShadowTable } from './shadow-table.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/changes/$id')

/** One change: what differs, who approves it, how it reaches units, what it did. */
export function ChangePage() {
  const { slug, id } = route.useParams()
  const query = useQuery(changeQuery(slug, id))
  const now = useNow()
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const tabs = <WorkflowTabs slug={slug} />
  if (query.data === undefined) {
    return (
      <Page title="Change" crumbs={[{ label: 'Workflows', href: paths.workflows }]} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const change = query.data
  const crumbs = [...workflowCrumbs(slug, change.workflowName), { label: 'Changes', href: paths.changes(slug) }]
  const isOpen = change.state === 'proposed' || change.state === 'approved'
  // What is to be judged comes first; once it runs, how it goes does.
  const rollout = (
    <Section title="Rollout">
      <RolloutSteps change={change} />
    </Section>
  )
  return (
    <Page
      title={change.title}
      crumbs={crumbs}
      tabs={tabs}
      sentence={changeSentence(change, now)}
      actions={<ChangeActs key={change.contentHash} change={change} />}
    >
      <div className={classes.notices}>
        <ProposedNotice id={change.id} />
        {isOpen && !change.baseIsLive && (
          <Notice tone="person" title="Something else runs by now">
            <p>What stands below compares it with what ran before. Compare it again, and have it approved anew.</p>
          </Notice>
        )}
        {change.warnings.length > 0 && (
          <Notice tone="person" title="What it is for may grow only late">
            {change.warnings.map((warning) => (
              <p key={warning}>{warning}</p>
            ))}
          </Notice>
        )}
      </div>
      {!isOpen && rollout}
      <div className={classes.columns}>
        <Section title="What changes" note={noteOf(change)}>
          <WhatChanges change={change} />
        </Section>
        <div>
          <Section title="Approvals">
            <Approvals change={change} />
          </Section>
          <Section title="About">
            <About change={change} />
          </Section>
        </div>
      </div>
      {isOpen && rollout}
      {change.shadow !== null && (
        <Section title="As a shadow" note={shadowNote(change.shadow)}>
          <ShadowTable slug={slug} shadow={change.shadow} />
        </Section>
      )}
      {change.liveAt !== null && <Effect change={change} />}
      <Section title="What happened">
        <ol className={classes.events}>
          {change.events.map((event) => (
            <li key={`${event.at} ${event.act}`} className={classes.event}>
              <span className={classes.when}>
                <When at={event.at} />
              </span>
              <span>
                <strong>{event.by.name}</strong> {event.sentence}
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}

function noteOf({ base, release, diff, kind }: ChangeDetail): string {
  if (kind === 'share') return 'of the share of units'
  if (base.release === null) return 'a first release'
  return `${formatCount(diff.length, 'field')}, from ${base.release.name} to ${release?.name ?? ''}`
}

function WhatChanges({ change }: { readonly change: ChangeDetail }) {
  const { release, base, workflow, diff, classWhy, changeClass } = change
  return (
    <>
      <p className={classes.class}>
        <strong>{CLASS_NAMES[changeClass]}.</strong> {classWhy}
      </p>
      {release !== null && base.release === null ? (
        <Empty title="Nothing ran before">
          Every field is new: <To href={paths.release(workflow, release.hash)}>read the release in plain words</To>.
        </Empty>
      ) : (
        <ChangeDiff entries={diff} />
      )}
    </>
  )
}

function Approvals({ change }: { readonly change: ChangeDetail }) {
  return (
    <>
      {change.notYets.map(({ person, reason, at }) => (
        <div key={person.id} className={classes.notYet}>
          <Notice tone="person" title={`${person.name}: not yet`}>
            <p>
              “{reason}” <When at={at} />
            </p>
          </Notice>
        </div>
      ))}
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Duty</th>
              <th scope="col">Who</th>
              <th scope="col">Word</th>
            </tr>
          </thead>
          <tbody>
            {change.approvals.map((approval) => (
              <tr key={approval.duty}>
                <td>{approval.dutyName}</td>
                <td className={table['tight']}>
                  {approval.person === null ? <span className={classes.nobody}>nobody</span> : approval.person.name}
                </td>
                <td>
                  <Mark tone={APPROVAL_TONES[approval.state]}>{APPROVAL_NAMES[approval.state]}</Mark>
                  {approval.state === 'given' && approval.at !== null && (
                    <div className={classes.quiet}>
                      <When at={approval.at} />
                      {approval.expiresAt !== null && change.state !== 'live' && (
                        <>
                          , counts until <When at={approval.expiresAt} as="relative" />
                        </>
                      )}
                    </div>
                  )}
                  {approval.why !== null && <div className={classes.quiet}>{approval.why}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function About({ change }: { readonly change: ChangeDetail }) {
  const { proposedBy, proposedAt, why, release, workflow } = change
  return (
    <dl className={classes.about}>
      <div>
        <dt>Proposed</dt>
        <dd>
          by {proposedBy.name}, <When at={proposedAt} />
        </dd>
      </div>
      <div>
        <dt>Why</dt>
        <dd>{why === '' ? <span className="quiet">not told</span> : why}</dd>
      </div>
      {typeName(change) !== null && (
        <div>
          <dt>Type</dt>
          <dd>{typeName(change)}</dd>
        </div>
      )}
      {release !== null && (
        <div>
          <dt>Release</dt>
          <dd>
            <To href={paths.release(workflow, release.hash)}>{release.name}</To>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Effect({ change }: { readonly change: ChangeDetail }) {
  const effect = useQuery(changeEffectQuery(change.workflow, change.id))
  return (
    <Section
      title="What it did"
      note={
        effect.data &&
        `n ${effect.data.before.n} in the 14 days before, n ${effect.data.after.n} since; intervals of 95 %`
      }
    >
      {effect.isPending && <LoadingRows rows={4} />}
      {effect.isError && <ProblemNotice error={effect.error} again={() => void effect.refetch()} />}
      {effect.data && (
        <>
          <p className={classes.class}>{effect.data.sentence}</p>
          <EffectTable effect={effect.data} />
        </>
      )}
    </Section>
  )
}
