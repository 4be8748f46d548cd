import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { PortfolioItem } from '../../api/portfolio.ts'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths, type PortfolioSearch } from '../../paths.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import { dayWords, intervalWords, shareWords } from '../adoption/adoption-words.ts'
import { FIRST_ORDER } from './arrange.ts'
import {
  breakEvenWords,
  costWords,
  paybackWords,
  perDecisionWords,
  SIGN_NAMES,
  STAGE_NAMES,
  whose,
  shortMoney,
  WITH_NAMES,
} from './portfolio-words.ts'
import classes from './portfolio.module.css'

type Sort = NonNullable<PortfolioSearch['sort']>

interface Column {
  readonly name: string
  readonly sort?: Sort
  readonly cell: (item: PortfolioItem) => ReactNode
  readonly number?: true
}

interface PortfolioTableProps {
  readonly items: readonly PortfolioItem[]
  readonly search: PortfolioSearch
  readonly set: (change: PortfolioSearch) => void
  /** Null where the reader may not say to which unit a workflow belongs. */
  readonly onUnit: ((item: PortfolioItem) => void) | null
  readonly label: string
}

/** One row an initiative, with the columns of whoever reads it. */
export function PortfolioTable({ items, search, set, onUnit, label }: PortfolioTableProps) {
  const columns: readonly Column[] = VIEWS[search.view ?? 'lead'].map((name) => COLUMNS[name])
  return (
    <div className={table.scroll} role="region" aria-label={label} tabIndex={0}>
      <table
        className={`${table.table} ${table.stacks} ${classes.table} ${search.by === undefined ? '' : classes.grouped}`}
      >
        <thead>
          <tr>
            <Head column={{ name: 'Initiative', sort: 'name' }} search={search} set={set} />
            {columns.map((column) => (
              <Head key={column.name} column={column} search={search} set={set} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td className={classes.initiative}>
                {item.slug === null ? (
                  <span className={classes.name}>{item.name}</span>
                ) : (
                  <To href={paths.workflow(item.slug)} className={table.rowLink}>
                    {item.name}
                  </To>
                )}
                <div className="quiet">
                  {search.by !== 'unit' && item.unit}
                  {onUnit !== null && item.slug !== null && (
                    <button type="button" className={`${classes.unit} no-print`} onClick={() => onUnit(item)}>
                      {item.unit === '' ? 'Say its unit' : 'Change'}
                      <span className="visually-hidden"> of {item.name}</span>
                    </button>
                  )}
                </div>
              </td>
              {columns.map((column) => (
                <td
                  key={column.name}
                  data-label={column.name}
                  {...(column.number === true && { className: table.number })}
                >
                  {column.cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface HeadProps {
  readonly column: Pick<Column, 'name' | 'sort' | 'number'>
  readonly search: PortfolioSearch
  readonly set: (change: PortfolioSearch) => void
}

/** The name of a column; a press sorts by it, another one turns the order round. */
function Head({ column: { name, sort, number }, search, set }: HeadProps) {
  const className = number === true ? { className: table.number } : {}
  if (sort === undefined) {
    return (
      <th scope="col" {...className}>
        {name}
      </th>
    )
  }
  const isSorted = (search.sort ?? 'signs') === sort
  const order = isSorted ? (search.order ?? FIRST_ORDER[sort]) : null
  const Icon = order === 'asc' ? IconArrowUp : IconArrowDown
  const next = order === null ? undefined : order === 'asc' ? 'desc' : 'asc'
  return (
    <th scope="col" {...className} aria-sort={order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'}>
      <button type="button" className={classes.sort} onClick={() => set({ sort, order: next })}>
        {name}
        {order !== null && <Icon size={12} aria-hidden />}
      </button>
    </th>
  )
}

const COLUMNS = {
  stage: {
    name: 'Stage',
    sort: 'stage',
    cell: ({ slug, stage, stageName, days }) => (
      <>
        {slug === null || stage === 'unknown' ? (
          <>
            {STAGE_NAMES[stage]}
            {stageName !== STAGE_NAMES[stage] && <div className="quiet">“{stageName}”</div>}
          </>
        ) : (
          <To href={paths.handover(slug)}>
            {stage === 'paused' || stage === 'retired' ? STAGE_NAMES[stage] : stageName}
          </To>
        )}
        {days !== null && slug !== null && <div className="quiet">{formatCount(days, 'day')}</div>}
      </>
    ),
  },
  whose: {
    name: 'Whose',
    cell: (item) => (
      <>
        {item.care?.with === 'nobody' ? (
          <span className={classes.alarm}>{WITH_NAMES.nobody}</span>
        ) : (
          WITH_NAMES[whose(item)]
        )}
        {item.owner !== null && <div className="quiet">{item.owner} answers for it</div>}
      </>
    ),
  },
  watch: {
    name: 'On watch',
    cell: ({ onWatch }) =>
      onWatch === null ? (
        <span className="quiet">–</span>
      ) : onWatch.orphaned ? (
        <>
          {onWatch.name} <div className={classes.person}>stands in</div>
        </>
      ) : (
        onWatch.name
      ),
  },
  deployed: {
    name: 'Deployed',
    cell: ({ slug, deployed }) => (slug === null ? <span className="quiet">–</span> : <Verdict verdict={deployed} />),
  },
  adopted: {
    name: 'Adopted',
    sort: 'adopted',
    cell: ({ slug, adopted, influence }) =>
      slug === null ? (
        <span className="quiet">–</span>
      ) : (
        <>
          <Verdict verdict={adopted} />
          <div className="quiet">
            {influence === null ? (
              'not measured'
            ) : (
              <To href={paths.adoption(slug)}>
                {shareWords(influence)} of {formatNumber(influence.n)}
              </To>
            )}{' '}
            {influence !== null && intervalWords(influence)}
          </div>
        </>
      ),
  },
  health: {
    name: 'Health',
    cell: ({ slug, health }) =>
      slug === null ? (
        <span className="quiet">–</span>
      ) : (
        <To href={paths.health(slug)}>
          {health.state === 'departed'
            ? `${formatCount(health.departed, 'signal')} departed`
            : health.state === 'well'
              ? 'Well'
              : 'Unknown'}
        </To>
      ),
  },
  alerts: {
    name: 'Open alerts',
    sort: 'alerts',
    number: true,
    cell: ({ slug, alerts }) =>
      slug === null ? (
        <span className="quiet">–</span>
      ) : (
        <>
          {formatNumber(alerts.open)}
          {alerts.unanswered > 0 && <div className={classes.alarm}>{formatNumber(alerts.unanswered)} unanswered</div>}
        </>
      ),
  },
  date: {
    name: 'Next date',
    sort: 'date',
    cell: ({ nextDate }) =>
      nextDate === null ? (
        <span className="quiet">none written</span>
      ) : (
        <>
          {dayWords(nextDate.day)}
          <div className="quiet">{nextDate.what}</div>
        </>
      ),
  },
  cost: {
    name: 'Cost, 30 d',
    sort: 'cost',
    number: true,
    cell: (item) => (
      <>
        {costWords(item)}
        {item.worth !== null && (
          <div className="quiet">
            {perDecisionWords(item)}
            <br />a decision
          </div>
        )}
      </>
    ),
  },
  pays: {
    name: 'Pays',
    cell: (item) =>
      item.slug === null ? (
        <span className="quiet">–</span>
      ) : (
        <>
          <To href={paths.value(item.slug)}>
            <Verdict verdict={item.worth?.covers ?? 'unknown'} />
          </To>
          <div className="quiet">{breakEvenWords(item)}</div>
          <div className="quiet">{paybackWords(item)}</div>
        </>
      ),
  },
  money: {
    name: 'Planned, spent',
    number: true,
    cell: ({ money }) =>
      money === null ? (
        <span className="quiet">not written</span>
      ) : (
        <>
          {money.planned === null ? <span className="quiet">no plan</span> : shortMoney(money.planned, money.currency)}
          <div className="quiet">
            {money.actual === null
              ? 'unknown'
              : `${money.untold.length > 0 ? 'at least ' : ''}${shortMoney(money.actual, money.currency)}`}
          </div>
          {money.requested !== null && (
            <div className="quiet">{shortMoney(money.requested, money.currency)} asked for</div>
          )}
        </>
      ),
  },
  signs: {
    name: 'Early signs',
    sort: 'signs',
    cell: ({ slug, signs }) =>
      signs.length === 0 ? (
        <span className="quiet">{slug === null ? 'unknown' : 'none'}</span>
      ) : (
        <ul className={classes.signs}>
          {signs.map(({ sign, sentence }) => (
            <li key={sign}>{sentence}</li>
          ))}
        </ul>
      ),
  },
  signNames: {
    name: 'Early signs',
    sort: 'signs',
    cell: ({ slug, signs }) =>
      signs.length === 0 ? (
        <span className="quiet">{slug === null ? 'unknown' : 'none'}</span>
      ) : (
        <ul className={classes.signNames}>
          {signs.map(({ sign }) => (
            <li key={sign}>{SIGN_NAMES[sign]}</li>
          ))}
        </ul>
      ),
  },
} as const satisfies Record<string, Column>

/** For whom it is, what she asks first (S109). */
const VIEWS: { readonly [V in NonNullable<PortfolioSearch['view']>]: readonly (keyof typeof COLUMNS)[] } = {
  lead: ['stage', 'whose', 'deployed', 'adopted', 'date', 'signs'],
  coo: ['stage', 'deployed', 'adopted', 'cost', 'pays', 'money', 'signNames'],
  operations: ['stage', 'watch', 'health', 'alerts', 'date', 'signs'],
}

const VERDICT_NAMES = { met: 'Yes', unmet: 'No', unknown: 'Unknown' } as const

function Verdict({ verdict }: { readonly verdict: PortfolioItem['adopted'] }) {
  return <VerdictMark verdict={verdict} word={VERDICT_NAMES[verdict]} size={16} />
}
