import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconKey, IconSettingsAutomation, IconUser } from '@tabler/icons-react'
import { checkpointQuery, ledgerQuery, type LedgerEntry } from '../../api/ledger.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Empty } from '../../components/empty.tsx'
import { Fields } from '../../components/fields.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatDate, formatNumber, shortHash } from '../../words/format.ts'
import { isObject } from '../../words/fields.ts'
import type { Sentence } from '../../words/sentence.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import classes from './ledger-page.module.css'
import { subjectHref, subjectWords } from './subject.ts'

const route = getRouteApi('/signed-in/ledger')
const ICONS = { person: IconUser, key: IconKey, rule: IconSettingsAutomation } as const

export function LedgerPage() {
  const { subject } = route.useSearch()
  const ledger = useInfiniteQuery(ledgerQuery(subject))
  const checkpoint = useQuery(checkpointQuery)
  if (ledger.isLoadingError) return <PageProblem error={ledger.error} again={() => void ledger.refetch()} />
  if (ledger.isPending) {
    return (
      <Page title="Ledger">
        <LoadingPage />
      </Page>
    )
  }
  const entries = ledger.data.pages.flatMap(({ items }) => items)
  const sentence: Sentence =
    subject === undefined
      ? [
          'Every act that changed who answers, what runs or what counts, ',
          { text: 'newest first', strong: true },
          '; nothing here can be edited or taken away unseen.',
        ]
      : [
          'Every act about ',
          { text: subjectWords(subject), strong: true },
          ', newest first. ',
          { text: 'Show all acts', href: paths.ledger() },
          '.',
        ]
  return (
    <Page title="Ledger" sentence={sentence}>
      <div className={classes.columns}>
        <div>
          {entries.length === 0 && (
            <Empty title="No act yet">The first act of a person or a rule appears here at once.</Empty>
          )}
          {byDay(entries).map(([day, acts]) => (
            <section key={day} aria-label={day} className={classes.day}>
              <h2 className={classes.date}>{day}</h2>
              <ol>
                {acts.map((entry) => (
                  <Entry key={entry.seq} entry={entry} />
                ))}
              </ol>
            </section>
          ))}
          {ledger.hasNextPage && (
            <Button variant="default" onClick={() => void ledger.fetchNextPage()} loading={ledger.isFetchingNextPage}>
              Older acts
            </Button>
          )}
        </div>
        <aside className={classes.aside} aria-label="Checkpoint">
          <h2 className={classes.asideTitle}>Checkpoint</h2>
          {checkpoint.isError && <ProblemNotice error={checkpoint.error} again={() => void checkpoint.refetch()} />}
          {checkpoint.data !== undefined && (
            <>
              <p className={classes.asideText}>
                The ledger ends with entry <strong className="num">{formatNumber(checkpoint.data.seq)}</strong>, signed{' '}
                <When at={checkpoint.data.at} />.
              </p>
              <dl className={classes.facts}>
                <dt>Hash</dt>
                <dd>
                  <CopyText
                    text={checkpoint.data.hash}
                    shown={shortHash(checkpoint.data.hash)}
                    label="the hash of the last entry"
                  />
                </dd>
                <dt>Public key</dt>
                <dd>
                  <CopyText
                    text={checkpoint.data.publicKey}
                    shown={shortHash(checkpoint.data.publicKey)}
                    label="the public key"
                  />
                </dd>
              </dl>
              <p className={classes.asideText}>Check it yourself, without this server:</p>
              <CopyText
                text={`DAYSHIFT_KEY=… npx dayshift ledger export --server ${location.origin} --out ledger.ndjson`}
                label="the command that exports the ledger"
                block
              />
              <CopyText
                text="npx dayshift ledger verify ledger.ndjson"
                label="the command that verifies the ledger"
                block
              />
            </>
          )}
        </aside>
      </div>
    </Page>
  )
}

function Entry({ entry }: { readonly entry: LedgerEntry }) {
  const Icon = ICONS[entry.actor.kind]
  const href = subjectHref(entry.subject)
  const hasDetails = isObject(entry.details) && Object.keys(entry.details).length > 0
  return (
    <li className={classes.entry}>
      <span className={classes.time}>
        <When at={entry.at} as="time" />
      </span>
      <span className={classes.icon} title={entry.actor.kind}>
        <Icon size={15} stroke={1.8} aria-hidden />
      </span>
      <div className={classes.body}>
        <p>
          <strong>{entry.actor.name}</strong> {entry.sentence}
        </p>
        <p className={classes.meta}>
          <span className="num">#{entry.seq}</span>
          <span className="mono" title={entry.hash}>
            {shortHash(entry.hash)}
          </span>
          <To href={paths.ledger({ subject: entry.subject })} title="Show every act about it">
            {subjectWords(entry.subject)}
          </To>
          {href !== null && <To href={href}>open</To>}
        </p>
        {hasDetails && (
          <details className={classes.details}>
            <summary>Details</summary>
            <Fields value={entry.details} schema={null} />
          </details>
        )}
      </div>
    </li>
  )
}

function byDay(entries: readonly LedgerEntry[]): readonly (readonly [string, readonly LedgerEntry[]])[] {
  const days = new Map<string, LedgerEntry[]>()
  for (const entry of entries) {
    const day = formatDate(new Date(entry.at))
    const acts = days.get(day)
    if (acts === undefined) days.set(day, [entry])
    else acts.push(entry)
  }
  return [...days]
}
