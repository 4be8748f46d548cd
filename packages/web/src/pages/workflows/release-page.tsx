import { Button, SegmentedControl } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { diffLines } from 'diff'
import { useState } from 'react'
import { proposeChange } from '../../api/changes.ts'
import { releaseQuery, workflowQuery } from '../../api/workflows.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatDate } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { CopySource } from './copy-source.tsx'
import classes from './release-page.module.css'
import { SourceText } from './source-editor.tsx'
import { WhoMay } from './who-may.tsx'
import card from './workflow-page.module.css'
import { workflowCrumbs } from './workflow-crumbs.ts'

const route = getRouteApi('/signed-in/workflows/$slug/releases/$hash')

/** One release as it is: its card, its manifest, and what differs from the one that is active. */
export function ReleasePage() {
  const { slug, hash } = route.useParams()
  const workflow = useQuery(workflowQuery(slug))
  const release = useQuery(releaseQuery(slug, hash))
  const active = workflow.data?.activeRelease ?? null
  const { data: running } = useQuery({
    ...releaseQuery(slug, active?.hash ?? ''),
    enabled: active !== null && active.hash !== hash,
  })
  // The query of the active release is this page's own where this one is active.
  const other = running?.hash === hash ? undefined : running
  const may = useMay('workflows:write')
  const [view, setView] = useState<'manifest' | 'difference'>('manifest')
  const go = useGo()
  const propose = useMutation({
    mutationFn: () => proposeChange(slug, { release: hash }),
    onSuccess: ({ change }) => {
      if (change !== null) go(paths.change(slug, change.id))
    },
  })
  const failed = [workflow, release].find(({ isError }) => isError)
  if (failed !== undefined) return <PageProblem error={failed.error} again={() => void failed.refetch()} />
  const crumbs = workflowCrumbs(slug, workflow.data?.name)
  if (workflow.data === undefined || release.data === undefined) {
    return (
      <Page title="Release" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const { name, createdAt, createdBy, source } = release.data
  const runs = active?.hash === hash
  const sentence: Sentence = [
    'Release ',
    { text: name, strong: true },
    ` was taken in by ${createdBy.name} on ${formatDate(new Date(createdAt))} and `,
    runs ? { text: 'is the one that runs', tone: 'good' } : 'is not active',
    active === null || runs ? '.' : ['; ', active.name, ' is.'].join(''),
  ]
  return (
    <Page
      title={`Release ${name}`}
      crumbs={crumbs}
      sentence={sentence}
      actions={
        runs ? undefined : may ? (
          <Button loading={propose.isPending} onClick={() => propose.mutate()}>
            Propose release {name}
          </Button>
        ) : (
          <WhoMay act="propose it" roles={['admin', 'member']} />
        )
      }
    >
      {propose.isError && <ProblemNotice error={propose.error} />}
      <p className={classes.hash}>
        <span className="quiet">Content hash (SHA-256)</span> <CopyText text={hash} label="the content hash" />
      </p>
      <Section title="What it is">
        <dl className={card.card}>
          {release.data.card.lines.map(({ label, text }) => (
            <div key={`${label} ${text}`}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section
        title="Manifest"
        actions={
          <>
            {other !== undefined && (
              <SegmentedControl
                size="xs"
                aria-label="What is shown of the manifest"
                value={view}
                onChange={(value) => setView(value === 'difference' ? 'difference' : 'manifest')}
                data={[
                  { value: 'manifest', label: 'As it is' },
                  { value: 'difference', label: `Against ${other.name}` },
                ]}
              />
            )}
            <CopySource source={source} />
          </>
        }
      >
        {view === 'difference' && other !== undefined ? (
          <Difference from={other.source} to={source} />
        ) : (
          <SourceText source={source} label={`Manifest of release ${name}`} />
        )}
      </Section>
    </Page>
  )
}

/** Line by line, with a sign before each changed line, so that colour is never alone. */
function Difference({ from, to }: { readonly from: string; readonly to: string }) {
  const parts = diffLines(from, to)
  if (parts.every(({ added, removed }) => !added && !removed)) return <p className="quiet">Not a word differs.</p>
  return (
    <pre className={classes.source} tabIndex={0} aria-label="What differs">
      {parts.map(({ added, removed, value }, index) => {
        const sign = added ? '+' : removed ? '−' : ' '
        const lines = value.replace(/\n$/, '').split('\n')
        const shown =
          !added && !removed && lines.length > 8
            ? [...lines.slice(0, 3), `… ${lines.length - 6} lines that are the same`, ...lines.slice(-3)]
            : lines
        return (
          // The parts of one comparison never move.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className={added ? classes.added : removed ? classes.removed : classes.same}>
            {shown.map((line) => `${sign} ${line}\n`).join('')}
          </span>
        )
      })}
    </pre>
  )
}
