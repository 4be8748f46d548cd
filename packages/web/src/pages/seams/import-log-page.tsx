import type { LogRole, LogSurveyResult, SaidOfLog, SeamReport } from '@dayshift/core'
import { Button, FileButton, MultiSelect, Progress, Radio, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { keepSeamFindings } from '../../api/seams.ts'
import { Empty } from '../../components/empty.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatDuration, formatNumber } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { MOST_DRAWN } from './most-drawn.ts'
import classes from './seams.module.css'
import { type DiscoveryState, useDiscovery } from './use-discovery.ts'

// The map's library is loaded where a map is.
const FoundMap = lazy(() => import('./seam-map.tsx').then((module) => ({ default: module.FoundMap })))

/** From a file to findings, step by step: file, columns, preview, discovery, and what is kept. */
export function ImportLogPage() {
  const { state, look, read, stop } = useDiscovery()
  return (
    <Page
      title="Read an event log"
      crumbs={[{ label: 'Seams', href: paths.seams() }]}
      sentence={sentenceOf(state)}
      actions={
        state.kind === 'none' ? undefined : (
          <Button variant="default" onClick={stop}>
            {state.kind === 'reading' || state.kind === 'looking' ? 'Stop reading' : 'Choose another file'}
          </Button>
        )
      }
    >
      {state.kind === 'none' && <ChooseFile onChosen={look} />}
      {state.kind === 'refused' && (
        <div className={classes['notices']}>
          <Notice tone="alarm" title={`“${state.file.name}” can’t be read`}>
            <p>{state.why}</p>
            <p>Correct it, or choose another file. Nothing left the browser.</p>
          </Notice>
        </div>
      )}
      {state.kind === 'surveyed' && <Columns key={state.file.name} {...state} onRead={read} />}
      {state.kind === 'reading' && (
        <Section title="Reading">
          <Progress
            value={state.file.size === 0 ? 100 : (100 * state.bytes) / state.file.size}
            aria-label={`${formatNumber(state.events)} events read`}
            size="lg"
          />
          <p className={classes['said']} role="status">
            {formatCount(state.events, 'event')} so far, {size(state.bytes)} of {size(state.file.size)}.
          </p>
        </Section>
      )}
      {state.kind === 'found' && <Found file={state.file} report={state.report} />}
    </Page>
  )
}

function sentenceOf(state: DiscoveryState): Sentence {
  switch (state.kind) {
    case 'none':
      return ['An event log shows who hands work to whom, and how long it waits there.']
    case 'looking':
      return [`Looking into “${state.file.name}” …`]
    case 'surveyed':
      if (isObjectCentric(state.survey))
        return [
          { text: state.file.name, strong: true },
          ` is object-centric: ${formatCount(state.survey.objectTypes.length, 'type')} of object. Say which of them is the case that changes hands, and who acts on it.`,
        ]
      return [
        { text: state.file.name, strong: true },
        ` has ${formatCount(state.survey.columns.length, 'column')}. Say which one is the case, the activity, the team or person, and the time.`,
      ]
    case 'reading':
      return [`Reading “${state.file.name}” …`]
    case 'found': {
      const { log, handovers } = state.report
      return [
        { text: formatCount(log.cases, 'case'), strong: true },
        ` in ${formatCount(log.events, 'event')}${log.from === null || log.to === null ? '' : `, ${formatDate(new Date(log.from))} to ${formatDate(new Date(log.to))}`}. `,
        ...(handovers.total === null
          ? [{ text: 'Who handed work to whom can’t be known from it', tone: 'person' as const }, '.']
          : [
              { text: formatCount(handovers.total, 'handover'), strong: true },
              ` in ${formatCount(handovers.casesWith ?? 0, 'case')}, between ${formatCount(handovers.pairs?.length ?? 0, 'pair')}.`,
            ]),
        ...(log.rejected === 0
          ? []
          : [' ', { text: `${formatCount(log.rejected, 'row')} could not be taken`, tone: 'person' as const }, '.']),
      ]
    }
    case 'refused':
      return [`“${state.file.name}” can’t be read.`]
    default:
      return state satisfies never
  }
}

function ChooseFile({ onChosen }: { readonly onChosen: (file: File) => void }) {
  return (
    <Empty
      title="Choose a log: a table (CSV), XES or OCEL 2.0, packed with gzip or not"
      action={
        <FileButton
          accept=".csv,.tsv,.txt,.xes,.gz,.xml,.json,.jsonocel,.xmlocel,.sqlite"
          onChange={(file) => {
            if (file !== null) onChosen(file)
          }}
          inputProps={{ 'aria-label': 'Event log' }}
        >
          {(props) => <Button {...props}>Choose a file</Button>}
        </FileButton>
      }
    >
      One line for each event: which case, what was done, by which team or person, when. It is read in this browser and
      goes nowhere; only the figures of the pairs are kept, and only when you say so.
    </Empty>
  )
}

const ROLES: readonly { readonly role: LogRole; readonly label: string; readonly isNeeded: boolean }[] = [
  { role: 'case', label: 'Case', isNeeded: true },
  { role: 'activity', label: 'Activity', isNeeded: true },
  { role: 'actor', label: 'Team or person', isNeeded: false },
  { role: 'time', label: 'Time', isNeeded: true },
  { role: 'lifecycle', label: 'Begin or end of an activity', isNeeded: false },
]
const PREVIEWED = 8

/** In an object-centric log the type of an event and its time are what they are; what the case is has to be chosen. */
const OCEL_ROLES: typeof ROLES = [
  { role: 'case', label: 'Type of object that is the case', isNeeded: true },
  { role: 'actor', label: 'Team or person', isNeeded: false },
]

function isObjectCentric({ objectTypes }: LogSurveyResult): boolean {
  return objectTypes.length > 0
}

/** What a role can be: a column; in an object-centric log a case is a type of object. */
function choicesFor(role: LogRole, survey: LogSurveyResult): { readonly value: string; readonly label: string }[] {
  if (role === 'case' && isObjectCentric(survey)) {
    return survey.objectTypes.map(({ type, objects, events }) => ({
      value: type,
      label: `${type}: ${formatCount(objects, 'object')} in ${formatCount(events, 'event')}`,
    }))
  }
  return [...new Set(survey.columns)].map((column) => ({ value: column, label: column }))
}

function Columns({
  survey,
  open,
  onRead,
}: {
  readonly survey: LogSurveyResult
  readonly open: readonly string[]
  readonly onRead: (said: SaidOfLog) => void
}) {
  const [chosen, setChosen] = useState<{ readonly [role in LogRole]?: string | null }>(() =>
    Object.fromEntries(survey.proposals.map(({ role, column }) => [role, column])),
  )
  const [dates, setDates] = useState<'d/m/Y' | 'm/d/Y' | null>(null)
  const roles = isObjectCentric(survey) ? OCEL_ROLES : ROLES
  const time = chosen.time ?? null
  const decision = time === null ? undefined : survey.dates.get(time)
  const asksDates = decision?.kind === 'ambiguous'
  const isReady =
    roles.every(({ role, isNeeded }) => !isNeeded || (chosen[role] ?? null) !== null) && (!asksDates || dates !== null)
  const said: SaidOfLog = {
    columns: Object.fromEntries(Object.entries(chosen).filter(([, column]) => column !== null)),
    ...(asksDates && dates !== null ? { dateFormat: dates } : {}),
  }
  return (
    <>
      {open.length > 0 && (
        <div className={classes['notices']}>
          <Notice tone="person" title="Something has to be said first">
            <ul>
              {open.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <Section
        title={isObjectCentric(survey) ? 'What is a case, and who acts' : 'Which column says what'}
        note="proposed, with the reason"
      >
        <div className={classes['roles']}>
          {roles.map(({ role, label, isNeeded }) => {
            const proposal = survey.proposals.find((each) => each.role === role)
            const description =
              proposal === undefined || chosen[role] !== proposal.column
                ? 'As you chose.'
                : `${capital(proposal.why)}${proposal.certain || proposal.column === null ? '.' : '; it is not certain.'}`
            // Of an object-centric log each kind of event may name who did it in an attribute of its own.
            if (role === 'actor' && isObjectCentric(survey)) {
              return (
                <MultiSelect
                  key={role}
                  label={label}
                  searchable
                  placeholder="None"
                  description={`${description} Several are read as one.`}
                  value={(chosen.actor ?? '').split(',').filter((column) => column !== '')}
                  onChange={(columns) =>
                    setChosen({ ...chosen, actor: columns.length === 0 ? null : columns.join(',') })
                  }
                  data={choicesFor(role, survey)}
                />
              )
            }
            return (
              <Select
                key={role}
                label={label}
                withAsterisk={isNeeded}
                clearable={!isNeeded}
                searchable
                placeholder={isNeeded ? (isObjectCentric(survey) ? 'Choose a type' : 'Choose a column') : 'None'}
                description={description}
                value={chosen[role] ?? null}
                onChange={(column) => setChosen({ ...chosen, [role]: column })}
                data={choicesFor(role, survey)}
              />
            )
          })}
        </div>
        {asksDates && (
          <Radio.Group
            mt="md"
            label="How are dates written?"
            description={`In “${time ?? ''}” ${decision.why}.`}
            value={dates ?? ''}
            onChange={(value) => setDates(value === 'm/d/Y' ? 'm/d/Y' : 'd/m/Y')}
          >
            <Radio mt={6} value="d/m/Y" label="Day first: 31/12/2026" />
            <Radio mt={6} value="m/d/Y" label="Month first: 12/31/2026" />
          </Radio.Group>
        )}
        <div className={classes['acts']}>
          <Button disabled={!isReady} onClick={() => onRead(said)}>
            Find the seams
          </Button>
        </div>
      </Section>
      <Section
        title="Preview"
        note={`the first rows; ${survey.encoding}${survey.delimiter === null ? '' : `, cells divided by ${survey.delimiter === '\t' ? 'tabs' : `“${survey.delimiter}”`}`}`}
      >
        <div className={table['scroll']} tabIndex={0} role="region" aria-label="The first rows of the log">
          <table className={table['table']}>
            <thead>
              <tr>
                {survey.columns.map((name, at) => (
                  // Two columns may have the same name.
                  // oxlint-disable-next-line react/no-array-index-key
                  <th key={`${name} ${String(at)}`} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {survey.preview.slice(0, PREVIEWED).map((row, line) => (
                // Rows have no key of their own and don't move.
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={line}>
                  {survey.columns.map((name, at) => (
                    // oxlint-disable-next-line react/no-array-index-key
                    <td key={`${name} ${String(at)}`} className={classes['cell']}>
                      {row[at] ?? ''}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  )
}

const MOST_PAIRS = 20
const MOST_KEPT = 500

function Found({ file, report }: { readonly file: File; readonly report: SeamReport }) {
  const { handovers, returns, unknowable, breakers, log } = report
  const pairs = useMemo(() => (handovers.pairs ?? []).toSorted((a, b) => b.count - a.count), [handovers.pairs])
  const drawn = useMemo(
    () => pairs.map(({ from, to, count, wait }) => ({ from, to, count, waitMs: wait.medianMs })),
    [pairs],
  )
  return (
    <>
      {handovers.pairs !== null && <Keep file={file} report={report} />}
      {pairs.length > 0 && (
        <Section
          title="Map"
          note={`${pairs.length > MOST_DRAWN ? `${String(MOST_DRAWN)} of ${formatCount(pairs.length, 'pair')}, those where work waits longest in all; ` : ''}width: handovers; red, with the median: where one waits longest`}
        >
          <Suspense fallback={<div className={classes['map']} />}>
            <FoundMap pairs={drawn} />
          </Suspense>
        </Section>
      )}
      {pairs.length > 0 && (
        <Section
          title="Who hands work to whom"
          note={`${formatCount(returns.count ?? 0, 'time')} it came straight back, in ${formatCount(returns.cases ?? 0, 'case')}`}
        >
          <div className={table['scroll']}>
            <table className={`${table['table']} ${table['stacks']}`}>
              <thead>
                <tr>
                  <th scope="col">From → to</th>
                  <th scope="col" className={table['number']}>
                    Handovers
                  </th>
                  <th scope="col" className={table['number']}>
                    Of all cases
                  </th>
                  <th scope="col" className={table['number']}>
                    Waiting, median
                  </th>
                  <th scope="col" className={table['number']}>
                    90 % within
                  </th>
                  <th scope="col" className={table['number']}>
                    Straight back
                  </th>
                </tr>
              </thead>
              <tbody>
                {pairs.slice(0, MOST_PAIRS).map(({ from, to, count, shareOfCases, wait, pingPong }) => (
                  <tr key={`${from} ${to}`}>
                    <td>{`${from} → ${to}`}</td>
                    <td className={table['number']} data-label="Handovers">
                      {formatNumber(count)}
                    </td>
                    <td className={table['number']} data-label="Of all cases">
                      {formatNumber(Math.round(shareOfCases * 1000) / 10)} %
                    </td>
                    <td className={table['number']} data-label="Waiting, median">
                      {formatDuration(wait.medianMs)}
                    </td>
                    <td className={table['number']} data-label="90 % within">
                      {formatDuration(wait.p90Ms)}
                    </td>
                    <td className={table['number']} data-label="Straight back">
                      {formatNumber(pingPong)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {pairs.length > MOST_PAIRS && (
            <p className={classes['quiet']}>And {formatCount(pairs.length - MOST_PAIRS, 'pair')} less frequent.</p>
          )}
        </Section>
      )}
      <Section title="What this log can’t tell">
        {unknowable.length === 0 ? (
          <p className={classes['said']}>Nothing that was asked stayed open.</p>
        ) : (
          <ul className={classes['plain']}>
            {unknowable.map(({ figure, why }) => (
              <li key={`${figure} ${why}`}>{capital(why)}.</li>
            ))}
          </ul>
        )}
        {log.rejected > 0 && (
          <details>
            <summary>{formatCount(log.rejected, 'row')} that could not be taken</summary>
            <ul className={classes['plain']}>
              {report.read.rejected.map(({ line, why }) => (
                <li key={line}>
                  Line {line}: {why}.
                </li>
              ))}
            </ul>
          </details>
        )}
        {breakers.length > 0 && (
          <p className={classes['said']}>
            {formatCount(breakers.length, 'thing')} changed over time; “npx dayshift seams discover” lists them.
          </p>
        )}
      </Section>
    </>
  )
}

/** Keeps the figures of the pairs; the log itself is never sent. */
function Keep({ file, report }: { readonly file: File; readonly report: SeamReport }) {
  const mayKeep = useMay('handover:write')
  const go = useGo()
  const queries = useQueryClient()
  const [actors, setActors] = useState<'team' | 'tool'>('team')
  const pairs = (report.handovers.pairs ?? []).toSorted((a, b) => b.count - a.count)
  const keep = useMutation({
    mutationFn: () =>
      keepSeamFindings({
        name: file.name.slice(0, 200),
        figures: {
          cases: report.log.cases,
          events: report.log.events,
          from: report.log.from,
          to: report.log.to,
          rejected: report.log.rejected,
          unknowable: report.unknowable.map(({ why }) => why.slice(0, 500)).slice(0, 50),
          actors,
          pairs: pairs
            .slice(0, MOST_KEPT)
            .map(({ from, to, count, cases, wait, pingPong, examples, pingPongExamples }) => ({
              from: from.slice(0, 200),
              to: to.slice(0, 200),
              count,
              cases,
              medianWaitMs: wait.medianMs,
              p90WaitMs: wait.p90Ms,
              pingPong,
              spread: [...wait.spread],
              examples: examples.map((each) => ({ ...each, case: each.case.slice(0, 200) })),
              pingPongExamples: pingPongExamples.map((each) => ({ ...each, case: each.case.slice(0, 200) })),
            })),
        },
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['seams'] })
      go(paths.seams())
    },
  })
  if (!mayKeep) return <p className={classes['said']}>A member or an admin may keep these findings.</p>
  return (
    <Section
      title="Keep the findings"
      note={`the figures of ${pairs.length > MOST_KEPT ? `the ${String(MOST_KEPT)} most frequent of ` : ''}${formatCount(pairs.length, 'pair')}, no event`}
    >
      <Radio.Group
        label="What hands over in it?"
        value={actors}
        onChange={(value) => setActors(value === 'tool' ? 'tool' : 'team')}
      >
        <Radio mt={6} value="team" label="Teams or people" />
        <Radio mt={6} value="tool" label="Tools" />
      </Radio.Group>
      <div className={classes['acts']}>
        <Button loading={keep.isPending} onClick={() => keep.mutate()}>
          Keep these findings
        </Button>
      </div>
      {keep.isError && <ProblemNotice error={keep.error} />}
    </Section>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${formatNumber(Math.round(bytes / 100) / 10)} kB`
    : `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`
}
