import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { comparisonQuery, type Baseline, type WindowDifference } from '../../api/health.ts'
import { LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { useNow } from '../../components/use-now.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import classes from './compare-section.module.css'
import { DATA_NAMES, intervalIn, inUnit } from './health-words.ts'

const HOUR_MS = 3_600_000
const DAYS = [7, 14, 28] as const

interface CompareSectionProps {
  readonly slug: string
  readonly baselines: readonly Baseline[]
}

/** Two windows side by side: a baseline (like the pilot's data) against the last days. */
export function CompareSection({ slug, baselines }: CompareSectionProps) {
  const [baseline, setBaseline] = useState(baselines[0]?.id ?? '')
  const [days, setDays] = useState<number>(DAYS[1])
  // The window ends with a whole hour, so that it stays the same question for as long.
  const to = Math.ceil(useNow().getTime() / HOUR_MS) * HOUR_MS
  const query = useQuery(
    comparisonQuery(slug, {
      baseline,
      currentFrom: new Date(to - days * 24 * HOUR_MS).toISOString(),
      currentTo: new Date(to).toISOString(),
    }),
  )
  const comparison = query.data
  return (
    <Section
      title="Two windows side by side"
      note={
        comparison === undefined
          ? undefined
          : `${formatCount(comparison.reference.runs, 'run')} and ${formatCount(comparison.current.runs, 'run')}`
      }
    >
      <div className={classes.choice}>
        <NativeSelect
          label="Reference"
          value={baseline}
          data={baselines.map((each) => ({
            value: each.id,
            label: `${each.name} (${DATA_NAMES[each.dataKind].toLowerCase()})`,
          }))}
          onChange={(event) => setBaseline(event.currentTarget.value)}
        />
        <NativeSelect
          label="Against"
          value={String(days)}
          data={DAYS.map((each) => ({ value: String(each), label: `the last ${each} days, live` }))}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        />
      </div>
      {query.isError && <ProblemNotice error={query.error} again={() => void query.refetch()} />}
      {comparison === undefined ? (
        !query.isError && <LoadingRows />
      ) : (
        <>
          <p className={classes.sentence}>{comparison.sentence}</p>
          <Differences differences={comparison.differences} />
        </>
      )}
    </Section>
  )
}

const WORDS = { same: 'Same', moved: 'Moved', unknown: 'Can’t be told' } as const
const VERDICTS = { same: 'met', moved: 'attention', unknown: 'unknown' } as const

function Differences({ differences }: { readonly differences: readonly WindowDifference[] }) {
  return (
    <div className={table['scroll']} tabIndex={0} role="region" aria-label="Table of what was compared">
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">What</th>
            <th scope="col">Reference</th>
            <th scope="col">Now</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((each) => (
            <tr key={each.id}>
              <td className={table['tight']}>
                <VerdictMark verdict={VERDICTS[each.verdict]} word={WORDS[each.verdict]} size={16} />
              </td>
              <td>{each.name}</td>
              <td>
                <Side of={each.reference} unit={each.unit} />
              </td>
              <td>
                <Side of={each.current} unit={each.unit} />
              </td>
              <td className="quiet">{each.sentence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Side({ of, unit }: { readonly of: WindowDifference['current']; readonly unit: WindowDifference['unit'] }) {
  const { value, low, high, n } = of
  return (
    <>
      {value === null
        ? ''
        : unit === 'distance'
          ? `${formatNumber(Number(value.toPrecision(3)))} in the middle `
          : `${inUnit(value, unit)} `}
      <span className="quiet">
        {low !== null && `${intervalIn(low, high, unit)}, `}n{NBSP}
        {formatNumber(n)}
      </span>
    </>
  )
}
