import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { PORTFOLIO_SIGNS, PORTFOLIO_STAGES } from '@dayshift/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconDownload, IconPrinter, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { portfolioQuery, type Portfolio, type PortfolioItem } from '../../api/portfolio.ts'
import { Claims } from '../../components/claims.tsx'
import { downloadCsv } from '../../components/download-csv.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths, PORTFOLIO_GROUPS, PORTFOLIO_VIEWS, type PortfolioSearch } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { arrange } from './arrange.ts'
import { csvRows } from './portfolio-csv.ts'
import { PortfolioPicture } from './portfolio-picture.tsx'
import { PortfolioTable } from './portfolio-table.tsx'
import { portfolioSentence, SIGN_NAMES, STAGE_NAMES } from './portfolio-words.ts'
import classes from './portfolio.module.css'
import { SunkSection } from './sunk-section.tsx'
import { UnitDialog } from './unit-dialog.tsx'

const route = getRouteApi('/signed-in/portfolio')
/** So many rows are drawn at first; the others when one asks for them. */
const ROWS = 150

/** Every initiative: where it stands, whose it is, whether it arrived, and what warns early. */
export function PortfolioPage() {
  const search = route.useSearch()
  const query = useQuery(portfolioQuery)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Portfolio">
        <LoadingPage />
      </Page>
    )
  }
  return <Shown portfolio={query.data} search={search} />
}

const VIEW_NAMES = { lead: 'Transformation lead', coo: 'COO', operations: 'Operations' } as const
const GROUP_NAMES = { unit: 'By unit', stage: 'By stage', with: 'By whose it is' } as const

function Shown({ portfolio, search }: { readonly portfolio: Portfolio; readonly search: PortfolioSearch }) {
  const go = useGo()
  const [unitOf, setUnitOf] = useState<PortfolioItem | null>(null)
  const mayWrite = useMay('handover:write')
  const mayRegister = useMay('workflows:write')
  const { items } = portfolio
  if (items.length === 0) {
    return (
      <Page title="Portfolio">
        <Empty
          title="Nothing here yet"
          commands={['npx dayshift portfolio import initiatives.csv']}
          action={
            mayRegister && (
              <Button variant="default" onClick={() => go(paths.register)}>
                Register a workflow
              </Button>
            )
          }
        >
          A workflow shows here as soon as a builder proposes its first release. What runs elsewhere can be brought in
          as a list.
        </Empty>
      </Page>
    )
  }
  const set = (change: PortfolioSearch) => go(paths.portfolio({ ...search, ...change }), { replace: true })
  const groups = arrange(items, search)
  const fitting = groups.reduce((n, group) => n + group.items.length, 0)
  const view = search.view ?? 'lead'
  return (
    <Page
      title="Portfolio"
      sentence={portfolioSentence(portfolio)}
      actions={
        <div className={classes.actions}>
          <Button variant="default" onClick={() => go(paths.portfolioAudit())}>
            Audit
          </Button>
          {mayRegister && (
            <Button variant="default" onClick={() => go(paths.register)}>
              Register a workflow
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => downloadCsv('portfolio.csv', csvRows(groups.flatMap((group) => group.items)))}
          >
            Export CSV
          </Button>
          <Button variant="default" leftSection={<IconPrinter size={15} aria-hidden />} onClick={() => print()}>
            Print
          </Button>
        </div>
      }
    >
      <Section title="Stage against adoption" note={`influence over ${portfolio.windowDays} d, cost of 30 d`}>
        <PortfolioPicture items={items} />
      </Section>
      {view === 'coo' && <SunkSection portfolio={portfolio} />}
      <div className={`${classes.filters} no-print`} role="search" aria-label="Filter initiatives">
        <SegmentedControl
          size="xs"
          aria-label="View for"
          value={view}
          onChange={(value) => set({ view: PORTFOLIO_VIEWS.find((each) => each === value && each !== 'lead') })}
          data={PORTFOLIO_VIEWS.map((value) => ({ value, label: VIEW_NAMES[value] }))}
        />
        <WordsField key={search.q ?? ''} words={search.q} onChange={(q) => set({ q })} />
        <Select
          size="xs"
          aria-label="Stage"
          placeholder="Any stage"
          clearable
          value={search.stage ?? null}
          onChange={(value) => set({ stage: PORTFOLIO_STAGES.find((each) => each === value) })}
          data={PORTFOLIO_STAGES.map((value) => ({
            value,
            label: `${STAGE_NAMES[value]} (${formatNumber(portfolio.totals.stages[value] ?? 0)})`,
          }))}
        />
        <Select
          size="xs"
          aria-label="Early sign"
          placeholder="Any sign"
          clearable
          value={search.sign ?? null}
          onChange={(value) => set({ sign: PORTFOLIO_SIGNS.find((each) => each === value) })}
          data={PORTFOLIO_SIGNS.map((value) => ({ value, label: SIGN_NAMES[value] }))}
        />
        <Select
          size="xs"
          aria-label="Grouping"
          placeholder="Not grouped"
          clearable
          value={search.by ?? null}
          onChange={(value) => set({ by: PORTFOLIO_GROUPS.find((each) => each === value) })}
          data={PORTFOLIO_GROUPS.map((value) => ({ value, label: GROUP_NAMES[value] }))}
        />
      </div>
      {fitting === 0 ? (
        <Empty
          title="No initiative fits"
          action={
            <Button variant="default" onClick={() => go(paths.portfolio({ view: search.view }))}>
              Show all initiatives
            </Button>
          }
        >
          Take a filter away.
        </Empty>
      ) : (
        <Groups groups={groups} search={search} set={set} onUnit={mayWrite ? setUnitOf : null} />
      )}
      {fitting > ROWS && search.rows !== 'all' && (
        <Button variant="default" onClick={() => set({ rows: 'all' })}>
          Show the other {formatNumber(fitting - ROWS)}
        </Button>
      )}
      {view !== 'coo' && <SunkSection portfolio={portfolio} />}
      <Claims about="pilots" title="What others say of pilots that don’t arrive" />
      {unitOf?.slug != null && (
        <UnitDialog slug={unitOf.slug} item={unitOf} items={items} onClose={() => setUnitOf(null)} />
      )}
    </Page>
  )
}

interface GroupsProps {
  readonly groups: ReturnType<typeof arrange>
  readonly search: PortfolioSearch
  readonly set: (change: PortfolioSearch) => void
  readonly onUnit: ((item: PortfolioItem) => void) | null
}

function Groups({ groups, search, set, onUnit }: GroupsProps) {
  let left = search.rows === 'all' ? Infinity : ROWS
  return groups.map(({ title, items }) => {
    const shown = items.slice(0, left)
    left -= shown.length
    if (shown.length === 0) return null
    const table = (
      <PortfolioTable items={shown} search={search} set={set} onUnit={onUnit} label={title ?? 'Initiatives'} />
    )
    return title === null ? (
      <div key="all">{table}</div>
    ) : (
      <Section key={title} title={title} note={formatCount(items.length, 'initiative')}>
        {table}
      </Section>
    )
  })
}

function WordsField({
  words,
  onChange,
}: {
  readonly words: string | undefined
  readonly onChange: (words: string | undefined) => void
}) {
  const [text, setText] = useState(words ?? '')
  const later = useDebouncedCallback((value: string) => {
    const trimmed = value.trim()
    if (trimmed !== (words ?? '')) onChange(trimmed === '' ? undefined : trimmed)
  }, 400)
  return (
    <TextInput
      size="xs"
      aria-label="Words"
      placeholder="Name, unit or person"
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value)
      }}
    />
  )
}
