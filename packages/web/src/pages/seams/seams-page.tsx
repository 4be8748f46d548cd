import { DAY_MS, nameOfSeam, SEAM_KINDS } from '@dayshift/core'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { openSeam, type Seam, type SeamFindings, type SeamList, seamsQuery } from '../../api/seams.ts'
import { Claims } from '../../components/claims.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths, SEAMS_SHOWN } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { formatCount, formatDuration, formatNumber } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { MOST_DRAWN } from './most-drawn.ts'
import { OpenSeamDialog } from './seam-dialogs.tsx'
import classes from './seams.module.css'
import { seamsSentence, shownOf, stateWords, yearly } from './seams-words.ts'

// The map's library is loaded where a map is.
const SeamMap = lazy(() => import('./seam-map.tsx').then((module) => ({ default: module.SeamMap })))

const route = getRouteApi('/signed-in/seams')

const SHOWN_WORDS: { readonly [S in (typeof SEAMS_SHOWN)[number]]: string } = {
  all: 'All',
  unowned: 'Without owner',
  breaking: 'Breaking',
  ready: 'Ready',
}

export function SeamsPage() {
  const search = route.useSearch()
  const go = useGo()
  const query = useQuery(seamsQuery)
  const [all, setAll] = useState(false)
  const { permissions } = useSession()
  const mayTell = permissions.includes('handover:write')
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Seams">
        <LoadingPage />
      </Page>
    )
  }
  const list = query.data
  const seams = narrowed(list, search.q ?? '', search.show ?? 'all')
  // The list stands the dearest first.
  const drawn = all ? seams : seams.slice(0, MOST_DRAWN)
  const set = (change: Partial<typeof search>) => go(paths.seams({ ...search, ...change }), { replace: true })
  return (
    <Page
      title="Seams"
      sentence={seamsSentence(list)}
      actions={
        mayTell ? (
          <>
            <Button variant="default" onClick={() => go(paths.importLog)}>
              Read an event log
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => set({ do: 'open' })}>
              Add a seam
            </Button>
          </>
        ) : undefined
      }
    >
      {list.seams.length === 0 ? (
        <Empty
          title="Where work changes hands stands here, with what it costs"
          action={mayTell ? <Button onClick={() => set({ do: 'open' })}>Add a seam</Button> : undefined}
        >
          A seam is any point where work goes from one team or tool to another and context has to travel with it. Add
          the one that people complain of; say what must cross, and who papers over it.
        </Empty>
      ) : (
        <>
          <div className={`${classes['filters']} no-print`}>
            <TextInput
              aria-label="Narrow the seams down"
              placeholder="A team, a tool, an owner"
              leftSection={<IconSearch size={15} aria-hidden />}
              value={search.q ?? ''}
              onChange={(event) => set({ q: event.currentTarget.value || undefined })}
            />
            <SegmentedControl
              aria-label="Which seams are shown"
              value={search.show ?? 'all'}
              onChange={(show) => set({ show: SEAMS_SHOWN.find((each) => each === show) })}
              data={SEAMS_SHOWN.map((value) => ({ value, label: SHOWN_WORDS[value] }))}
            />
          </div>
          <Section
            title="Map"
            note={`${drawn.length < seams.length ? `showing ${String(drawn.length)} of ${formatCount(seams.length, 'seam')}, those that cost most; ` : ''}width: how much crosses; dashed: no owner; label: what it costs a year`}
            actions={
              seams.length > MOST_DRAWN ? (
                <Button size="xs" variant="default" onClick={() => setAll(!all)}>
                  {all ? `Draw the ${String(MOST_DRAWN)} that cost most` : `Draw all ${String(seams.length)}`}
                </Button>
              ) : undefined
            }
          >
            {seams.length === 0 ? (
              <Empty title="No seam is like that" />
            ) : (
              <Suspense fallback={<div className={classes['map']} />}>
                <SeamMap seams={drawn} nodes={list.nodes} />
              </Suspense>
            )}
          </Section>
          <Section
            title="By what they cost"
            note={`${formatCount(seams.length, 'seam')}; hours a week × 52 × rate, as people told`}
          >
            <Ranking seams={seams} />
          </Section>
        </>
      )}
      {list.findings !== null && (
        <Findings findings={list.findings} currency={list.yearly[0]?.currency ?? 'EUR'} mayTell={mayTell} />
      )}
      {search.do === 'open' && <OpenSeamDialog list={list} onClose={() => set({ do: undefined })} />}
      <Claims about="seams" title="What others say of connecting and automating" />
    </Page>
  )
}

function narrowed({ seams }: SeamList, words: string, show: (typeof SEAMS_SHOWN)[number]): readonly Seam[] {
  const wanted = words.trim().toLowerCase()
  return seams.filter((seam) => {
    const said = [nameOfSeam(seam), seam.what, seam.owner?.name ?? 'nobody', seam.from.owner?.name, seam.to.owner?.name]
    const isNamed = said.some((each) => each?.toLowerCase().includes(wanted))
    switch (show) {
      case 'all':
        return isNamed
      case 'unowned':
        return isNamed && seam.errors.some((error) => error.startsWith('Owner:'))
      case 'breaking':
        return isNamed && seam.openSignals > 0
      case 'ready':
        return isNamed && seam.state === 'ready'
      default:
        return show satisfies never
    }
  })
}

function Ranking({ seams }: { readonly seams: readonly Seam[] }) {
  return (
    <div className={table['scroll']}>
      <table className={`${table['table']} ${table['stacks']}`}>
        <thead>
          <tr>
            <th scope="col">Seam</th>
            <th scope="col">Owner</th>
            <th scope="col" className={table['number']}>
              Costs a year
            </th>
            <th scope="col" className={table['number']}>
              A proper fix
            </th>
            <th scope="col" className={table['number']}>
              Cross a week
            </th>
            <th scope="col">How far</th>
          </tr>
        </thead>
        <tbody>
          {seams.map((seam) => (
            <tr key={seam.id}>
              <td className={classes['seamCell']}>
                <To href={paths.seam(seam.id)} className={table['rowLink']}>
                  {nameOfSeam(seam)}
                </To>
                <div className={classes['quiet']}>
                  {SEAM_KINDS[seam.kind].name}: {seam.what}
                </div>
              </td>
              <td data-label="Owner">
                {seam.owner === null ? <span className={classes['hole']}>nobody</span> : seam.owner.name}
              </td>
              <td className={table['number']} data-label="Costs a year">
                {seam.cost.yearly === null ? (
                  <span className={classes['quiet']}>not told</span>
                ) : (
                  yearly(seam.cost.yearly, seam.currency)
                )}
              </td>
              <td className={table['number']} data-label="A proper fix">
                {seam.cost.fixCost === null ? (
                  <span className={classes['quiet']}>not told</span>
                ) : (
                  yearly(seam.cost.fixCost, seam.currency)
                )}
              </td>
              <td className={table['number']} data-label="Cross a week">
                {seam.volumePerWeek === null ? (
                  <span className={classes['quiet']}>not known</span>
                ) : (
                  formatNumber(seam.volumePerWeek)
                )}
              </td>
              <td data-label="How far">
                <VerdictMark verdict={shownOf(seam)} word={stateWords(seam)} size={16} />
                {seam.next !== null && <div className={classes['quiet']}>{seam.next}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const MOST_FOUND = 12

function Findings({
  findings,
  currency,
  mayTell,
}: {
  readonly findings: SeamFindings
  readonly currency: string
  readonly mayTell: boolean
}) {
  const { name, at, by, figures, notTold, notSeen, matched, matchedOtherwise } = findings
  const go = useGo()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: ({ from, to, count }: { readonly from: string; readonly to: string; readonly count: number }) =>
      openSeam({
        from: { kind: figures.actors, name: from },
        to: { kind: figures.actors, name: to },
        what: `Work that “${name}” shows`,
        volumePerWeek: perWeek(count, figures),
        currency,
        source: 'discovered',
      }),
    onSuccess: ({ seam }) => {
      void queries.invalidateQueries({ queryKey: ['seams'] })
      go(paths.seam(seam.id))
    },
  })
  return (
    <Section
      title="What a log shows and nobody told"
      note={`${formatCount(figures.pairs.length, 'pair')} in ${formatCount(figures.cases, 'case')}`}
    >
      <p className={classes['said']}>
        {by.name} kept what “{name}” shows <When at={at} />. {formatCount(matched, 'pair is', 'pairs are')} in the
        register, {formatCount(notTold.length, 'is', 'are')} not
        {notSeen.length === 0
          ? '.'
          : `; ${formatCount(notSeen.length, 'seam')} of the register didn’t show in it: ${notSeen.map(nameOfPair).join(', ')}.`}
      </p>
      {matchedOtherwise.length > 0 && (
        <ul className={classes['plain']}>
          {matchedOtherwise.slice(0, MOST_FOUND).map(({ from, to, seam, by: how }) => (
            <li key={`${from} ${to}`}>
              “{nameOfPair({ from, to })}” is{' '}
              <To href={paths.seam(seam.id)}>{nameOfPair({ from: seam.from, to: seam.to })}</To>, matched by{' '}
              {how === 'alias' ? 'alias' : 'spelling'}.
            </li>
          ))}
        </ul>
      )}
      {notTold.length > 0 && (
        <div className={table['scroll']}>
          <table className={`${table['table']} ${table['stacks']}`}>
            <thead>
              <tr>
                <th scope="col">From → to</th>
                <th scope="col" className={table['number']}>
                  Handovers
                </th>
                <th scope="col" className={table['number']}>
                  Waiting, median
                </th>
                <th scope="col" className={table['number']}>
                  Went back and forth
                </th>
                <th scope="col" />
              </tr>
            </thead>
            <tbody>
              {notTold.slice(0, MOST_FOUND).map(({ from, to, count, medianWaitMs, pingPong }) => (
                <tr key={`${from} ${to}`}>
                  <td>{`${from} → ${to}`}</td>
                  <td className={table['number']} data-label="Handovers">
                    {formatNumber(count)}
                  </td>
                  <td className={table['number']} data-label="Waiting, median">
                    {medianWaitMs === null ? 'not known' : formatDuration(medianWaitMs)}
                  </td>
                  <td className={table['number']} data-label="Went back and forth">
                    {formatNumber(pingPong)}
                  </td>
                  <td className={table['tight']}>
                    {mayTell && (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`Add to the register: ${from} → ${to}`}
                        loading={add.isPending && add.variables.from === from && add.variables.to === to}
                        onClick={() => add.mutate({ from, to, count })}
                      >
                        Add to the register
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {add.isError && <ProblemNotice error={add.error} />}
      {notTold.length > MOST_FOUND && (
        <p className={classes['quiet']}>And {formatCount(notTold.length - MOST_FOUND, 'pair')} less frequent.</p>
      )}
    </Section>
  )
}

const WEEK_MS = 7 * DAY_MS

/** How many of a pair come in a week of the log; null where it says nothing of time. */
function perWeek(count: number, { from, to }: SeamFindings['figures']): number | null {
  if (from === null || to === null) return null
  const weeks = (Date.parse(to) - Date.parse(from)) / WEEK_MS
  return weeks < 1 ? null : Math.round((count / weeks) * 10) / 10
}

function nameOfPair({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} → ${to}`
}
