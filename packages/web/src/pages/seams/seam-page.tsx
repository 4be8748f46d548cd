import { BEARERS, nameOfSeam, SEAM_KINDS, type SeamPartKind, STAKES, UNWRITTEN, WORKAROUNDS } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import {
  type Crossing,
  type SeamDetail,
  type SeamNode,
  type SeamPart,
  type SeamSignal,
  seamQuery,
  standOnSeam,
} from '../../api/seams.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths, type SeamSearch } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatCount, formatDuration, formatMoney, formatNumber, formatPercent, listOf } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import {
  ChangeSeamDialog,
  CloseSeamDialog,
  ContractDialog,
  EndPartDialog,
  ReceiptDialog,
  ResolveDialog,
  SeamOwnerDialog,
  SideOwnerDialog,
  useSeamAct,
  WorkflowDialog,
} from './seam-dialogs.tsx'
import classes from './seams.module.css'
import { seamSentence, STEP_NAMES, yearly } from './seams-words.ts'
import { partKindIn, TellPartDialog } from './tell-part-dialog.tsx'
import { WaitSpread } from './wait-spread.tsx'

const route = getRouteApi('/signed-in/seams/$id')

interface Shows {
  readonly detail: SeamDetail
  readonly mayTell: boolean
  /** Opens a dialog by the address. */
  readonly open: (search: SeamSearch) => void
}

type Asked =
  | { readonly kind: 'end'; readonly part: SeamPart }
  | { readonly kind: 'receive'; readonly crossing: Crossing }
  | { readonly kind: 'resolve'; readonly signal: SeamSignal }

export function SeamPage() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const go = useGo()
  const query = useQuery(seamQuery(id))
  const mayTell = useMay('handover:write')
  const [asked, setAsked] = useState<Asked | null>(null)
  const crumbs = [{ label: 'Seams', href: paths.seams() }]
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Seam" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const detail = query.data
  const open = (next: SeamSearch) => go(paths.seam(id, next), { replace: true })
  const close = () => {
    setAsked(null)
    open({})
  }
  const shows: Shows = { detail, mayTell, open }
  return (
    <Page
      title={nameOfSeam(detail.seam)}
      crumbs={crumbs}
      sentence={seamSentence(detail)}
      actions={mayTell ? <NextAct {...shows} /> : undefined}
    >
      <Breaks {...shows} ask={setAsked} />
      <Sides {...shows} />
      <FixOrder {...shows} />
      <Parts
        {...shows}
        ask={setAsked}
        title="What must cross"
        kinds={['context', 'covering']}
        empty="Nobody has named what must travel with the work. Ask whoever receives it what they always have to ask for."
        acts={[
          ['context', 'Name what must cross'],
          ['covering', 'Tell how somebody covers'],
        ]}
      />
      <Parts
        {...shows}
        ask={setAsked}
        title="Workarounds"
        note={costNote(detail)}
        lead={costWords(detail)}
        kinds={['workaround']}
        empty="No workaround is told. A spreadsheet, a standing meeting, a person who remembers: each has hours, and so a price."
        acts={[['workaround', 'Tell a workaround']]}
      />
      <Contract {...shows} />
      <Crossings {...shows} ask={setAsked} />
      {detail.found !== null && <Found found={detail.found} />}
      {(detail.seam.kind === 'connection' || has(detail, 'connection')) && (
        <Parts
          {...shows}
          ask={setAsked}
          title="Connections"
          note={layersNote(detail)}
          kinds={['connection']}
          empty="Nobody has told what connects them, who built it and whether it still runs."
          acts={[['connection', 'Tell a connection']]}
        />
      )}
      {detail.seam.kind === 'judgement' && (
        <Parts
          {...shows}
          ask={setAsked}
          title="Routing rules"
          kinds={['rule']}
          empty="No rule says what is routine and what needs a person. “The AI takes everything” is no rule."
          acts={[['rule', 'Add a routing rule']]}
        />
      )}
      <Parts
        {...shows}
        ask={setAsked}
        title="Assessment, checks and answers"
        kinds={['assessment', 'check', 'answer', 'pressure']}
        empty="Nothing yet. Assess how the work really flows before anything is automated."
        acts={[
          ['assessment', 'Assess the flow'],
          ['check', 'Say what checks output'],
          ['answer', 'Answer whether to automate'],
          ['pressure', 'Record pressure'],
        ]}
      />
      <Effects {...shows} ask={setAsked} />
      <Section title="History" note={<To href={paths.ledger({ subject: `seam:${id}` })}>in the ledger</To>}>
        <dl className={classes['history']}>
          {detail.history.map(({ at, by, sentence }) => (
            <HistoryLine key={`${at} ${sentence}`} at={at} words={`${by} ${sentence}`} />
          ))}
        </dl>
        {mayTell && (
          <div className={`${classes['acts']} no-print`}>
            <Button variant="subtle" size="xs" color="gray" onClick={() => open({ do: 'close' })}>
              Take this seam out of the register
            </Button>
          </div>
        )}
      </Section>
      <Dialogs search={search} detail={detail} asked={asked} onClose={close} />
    </Page>
  )
}

function HistoryLine({ at, words }: { readonly at: string; readonly words: string }) {
  return (
    <>
      <dt className={classes['quiet']}>
        <When at={at} />
      </dt>
      <dd>{words}</dd>
    </>
  )
}

/** The one next act by the fix order. */
function NextAct({ detail, open }: Shows) {
  const next = detail.steps.find(({ verdict }) => verdict !== 'met')
  if (next === undefined) return null
  switch (next.step) {
    case 'map':
      return <Button onClick={() => open({ do: 'tell', part: 'context' })}>Name what must cross</Button>
    case 'explicit':
      return (
        <Button onClick={() => open({ do: 'tell', part: detail.seam.kind === 'judgement' ? 'rule' : 'context' })}>
          {detail.seam.kind === 'judgement' ? 'Add a routing rule' : 'Put context into a system'}
        </Button>
      )
    case 'owner':
      return <Button onClick={() => open({ do: 'owner' })}>Name the seam’s owner</Button>
    case 'automate': {
      const first = next.conditions.find(({ verdict }) => verdict !== 'met')?.id ?? 'answered'
      const [label, search] = AUTOMATE_ACTS[first] ?? ['Answer whether to automate', { do: 'tell', part: 'answer' }]
      return <Button onClick={() => open(search)}>{label}</Button>
    }
    default:
      return next.step satisfies never
  }
}

const AUTOMATE_ACTS: { readonly [condition: string]: readonly [string, SeamSearch] } = {
  assessed: ['Assess how the work flows', { do: 'tell', part: 'assessment' }],
  solid: ['Say what crosses and what goes wrong', { do: 'change' }],
  captured: ['Name what is covered', { do: 'tell', part: 'context' }],
  checked: ['Say what checks output', { do: 'tell', part: 'check' }],
}

function Breaks({ detail, mayTell, ask }: Shows & { readonly ask: (asked: Asked) => void }) {
  const open = detail.signals.filter(({ resolved }) => resolved === null)
  return (
    <div className={classes['notices']}>
      {open.map((signal) => (
        <Notice
          key={signal.id}
          tone="alarm"
          title={signal.sentence}
          action={
            mayTell ? (
              <Button size="xs" variant="default" onClick={() => ask({ kind: 'resolve', signal })}>
                Close the signal
              </Button>
            ) : undefined
          }
        >
          <p>
            First seen <When at={signal.firstAt} />, {formatCount(signal.seen, 'time')} so far.{' '}
            {signal.alert === null ? (
              `Told: ${signal.told.length === 0 ? 'nobody' : listOf(signal.told.map(({ name }) => name))}.`
            ) : (
              <>
                {signal.alert.sentence} <To href={paths.alert(signal.alert.id)}>Open the alert</To>
              </>
            )}
          </p>
        </Notice>
      ))}
    </div>
  )
}

function Sides({ detail, mayTell, open }: Shows) {
  const { seam } = detail
  const stand = useSeamAct(
    seam.id,
    (workflow: string) => standOnSeam(seam.id, { workflow, stands: false }),
    () => {},
  )
  const isHole = seam.errors.some((error) => error.startsWith('Owner:'))
  return (
    <Section title="Two sides and an owner" note={SEAM_KINDS[seam.kind].says}>
      <div className={classes['sides']}>
        <Side node={seam.from} word="gives" act={mayTell ? () => open({ do: 'from-owner' }) : null} />
        <div className={classes['side']} data-part="seam" data-hole={isHole || undefined}>
          <span className={classes['quiet']}>The seam itself</span>
          <h3>{seam.what}</h3>
          <span>
            Owner:{' '}
            {seam.owner === null ? <span className={classes['hole']}>nobody</span> : <strong>{seam.owner.name}</strong>}
            {seam.owner !== null && `, who may ${seam.owner.authority}.`}
          </span>
          <span>
            {seam.volumePerWeek === null
              ? 'Nobody knows how many cross a week'
              : `${formatNumber(seam.volumePerWeek)} a week`}
            {detail.errorShare === null ? '' : `, ${formatPercent(detail.errorShare)} go wrong as people say`}
            {detail.projection === null
              ? ''
              : `: ${formatNumber(detail.projection.perWeek)} a week would go wrong with nobody to catch them`}
            .
          </span>
          {seam.owner === null && <span>{detail.whoseJob}</span>}
          {seam.workflows.map(({ slug, name }) => (
            <span key={slug}>
              <To href={paths.handover(slug)}>{name}</To> stands on it.{' '}
              {mayTell && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => stand.mutate(slug)}
                  aria-label={`Take it off: ${name}`}
                >
                  Take it off
                </Button>
              )}
            </span>
          ))}
          {mayTell && (
            <div className={`${classes['sideActs']} no-print`}>
              <Button size="xs" variant="default" onClick={() => open({ do: 'owner' })}>
                {seam.owner === null ? 'Name the owner' : 'Change the owner'}
              </Button>
              <Button size="xs" variant="default" onClick={() => open({ do: 'change' })}>
                Say what crosses
              </Button>
              <Button size="xs" variant="default" onClick={() => open({ do: 'workflow' })}>
                Put a workflow on it
              </Button>
            </div>
          )}
        </div>
        <Side node={seam.to} word="receives" act={mayTell ? () => open({ do: 'to-owner' }) : null} />
      </div>
    </Section>
  )
}

function Side({
  node,
  word,
  act,
}: {
  readonly node: SeamNode
  readonly word: string
  readonly act: (() => void) | null
}) {
  return (
    <div className={classes['side']}>
      <span className={classes['quiet']}>
        {node.kind === 'team' ? 'Team' : 'Tool'} that {word}
      </span>
      <h3>{node.name}</h3>
      <span>
        {node.owner === null ? (
          <span className={classes['hole']}>nobody</span>
        ) : (
          <>
            {node.owner.name}
            {node.owner.active ? '' : ' (here no longer)'}
          </>
        )}{' '}
        answers for it
      </span>
      {node.aliases.length > 0 && <span className={classes['quiet']}>also known as {listOf(node.aliases)}</span>}
      {act !== null && (
        <div className={`${classes['sideActs']} no-print`}>
          <Button size="xs" variant="default" onClick={act} aria-label={`Change this side: ${node.name}`}>
            Change this side
          </Button>
        </div>
      )}
    </div>
  )
}

function FixOrder({ detail: { steps } }: Shows) {
  const next = steps.findIndex(({ verdict }) => verdict !== 'met')
  return (
    <Section title="Fix order" note="each step counts only when all before it hold">
      <ol className={classes['steps']}>
        {steps.map(({ step, verdict, conditions }, index) => (
          <li key={step} className={classes['step']} data-verdict={verdict} data-next={index === next || undefined}>
            <h3 className={classes['stepName']}>
              {index + 1}. {STEP_NAMES[step]}
            </h3>
            <ul className={classes['conditions']}>
              {conditions.map(({ id, verdict: of, sentence }) => (
                <li key={id}>
                  <VerdictMark verdict={of} size={16} />
                  <span>{sentence}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function has({ parts }: SeamDetail, kind: SeamPartKind): boolean {
  return parts.some(({ body }) => body.part === kind)
}

function costNote({ seam: { cost, currency } }: SeamDetail): string | undefined {
  if (cost.yearly === null) return undefined
  return `${formatNumber(cost.hoursPerWeek)} h a week × 52 × rate = ${yearly(cost.yearly, currency)} a year`
}

function layersNote({ parts }: SeamDetail): string | undefined {
  const running = parts.filter(({ body }) => body.part === 'connection' && body.still !== 'gone')
  return running.length > 1
    ? `${String(running.length)} lie over each other: old ones were left under new ones`
    : undefined
}

interface PartsProps extends Shows {
  readonly title: string
  readonly note?: string | undefined
  readonly lead?: string | undefined
  readonly kinds: readonly SeamPartKind[]
  readonly empty: string
  readonly acts: readonly (readonly [SeamPartKind, string])[]
  readonly ask: (asked: Asked) => void
}

function Parts({ detail, mayTell, open, title, note, lead, kinds, empty, acts, ask }: PartsProps) {
  const shown = detail.parts.filter(({ body }) => kinds.includes(body.part))
  return (
    <Section title={title} note={note}>
      {shown.length === 0 && <p className={classes['said']}>{empty}</p>}
      {lead !== undefined && <p className={classes['said']}>{lead}</p>}
      <ul className={classes['parts']}>
        {shown.map((part) => (
          <li key={part.id}>
            <div>
              <PartWords part={part} detail={detail} />
              <div className={classes['quiet']}>
                {part.toldBy.name}, <When at={part.toldAt} />
              </div>
            </div>
            {mayTell && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                className="no-print"
                onClick={() => ask({ kind: 'end', part })}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayTell && (
        <div className={`${classes['acts']} no-print`}>
          {acts.map(([kind, label]) => (
            <Button key={kind} size="xs" variant="default" onClick={() => open({ do: 'tell', part: kind })}>
              {label}
            </Button>
          ))}
        </div>
      )}
    </Section>
  )
}

function PartWords({
  part: { body },
  detail: { seam },
}: {
  readonly part: SeamPart
  readonly detail: SeamDetail
}): ReactNode {
  const side = (of: 'from' | 'to') => seam[of].name
  const line = (head: string, rest: ReactNode) => (
    <>
      <div className={classes['partHead']}>{head}</div>
      <div>{rest}</div>
    </>
  )
  switch (body.part) {
    case 'context':
      return line(
        body.name,
        <>
          {capital(body.why)}. It lives{' '}
          {body.lives.kind === 'system' ? (
            `in ${body.lives.system}, ${body.lives.field}.`
          ) : body.lives.kind === 'head' ? (
            <span className={classes['inHead']}>only in the head of {body.lives.whose}.</span>
          ) : (
            <span className={classes['inHead']}>nobody knows where.</span>
          )}
          {body.unwritten !== null && ` Never written down: ${UNWRITTEN[body.unwritten]}.`}
        </>,
      )
    case 'covering':
      return line(
        `${body.who} covers`,
        <>
          {capital(body.words)}.{' '}
          {body.capturedAs === null ? (
            <span className={classes['inHead']}>Nothing takes that over yet.</span>
          ) : (
            `“${body.capturedAs}” takes that over.`
          )}
        </>,
      )
    case 'workaround':
      return line(
        `${side(body.side)}: ${WORKAROUNDS[body.kind]}`,
        `${body.words}. ${formatNumber(body.hoursPerWeek)} h a week, ${formatCount(body.people, 'person', 'people')}, ${formatMoney(body.rate, seam.currency)} an hour.`,
      )
    case 'connection':
      return line(
        body.name,
        `${capital(body.why)}. Built by ${body.builtBy}${body.builderHere === 'no' ? ', who is here no longer' : ''}, ${body.builtOn === null ? 'nobody knows when' : body.builtOn}. ${body.still === 'runs' ? 'It runs.' : body.still === 'gone' ? 'It is gone.' : 'Nobody knows whether it still runs.'}`,
      )
    case 'rule':
      return line(
        `To ${body.to === 'ai' ? 'the AI' : 'a person'}`,
        `${body.when}${body.stake === 'none' ? '' : `; at stake: ${STAKES[body.stake]}`}.`,
      )
    case 'assessment':
      return line(body.fits ? 'It fits how the work flows' : 'It doesn’t fit how the work flows', body.words)
    case 'check':
      return line('Checks finished output', `${body.words} (${body.by})`)
    case 'answer':
      return line(body.automate ? 'Ready to automate' : 'Do not automate yet', body.reason)
    case 'pressure':
      return line('Pressure to add AI', `${body.words}. It is on record and moves nothing.`)
    case 'consequence':
      return line(
        `Cost ${BEARERS[body.bearer]}${body.amount === null ? '' : ` ${formatMoney(body.amount, seam.currency)}`}`,
        body.words,
      )
    case 'complaint':
      return line(
        body.kind,
        `Seen after ${formatNumber(body.hoursToSurface)} h, cleaned up in ${formatNumber(body.cleanUpHours)} h.`,
      )
    case 'automation':
      return line('Automated', body.words)
    default:
      return body satisfies never
  }
}

function costWords({ seam }: SeamDetail): string | undefined {
  const { cost, currency } = seam
  if (cost.yearly === null) return undefined
  const fix =
    cost.fixCost === null
      ? 'Nobody has said what a proper fix costs.'
      : `A proper fix costs ${yearly(cost.fixCost, currency)} once${cost.fixPaysAfterWeeks === null ? '' : `: it has paid for itself after ${formatCount(cost.fixPaysAfterWeeks, 'week')}`}.`
  const of = (amount: string | null) => (amount === null ? 'not told' : `${yearly(amount, currency)} a year`)
  return `${seam.from.name}: ${of(cost.bySide.from)}; ${seam.to.name}: ${of(cost.bySide.to)}. ${fix}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function Contract({ detail: { contract, seam }, mayTell, open }: Shows) {
  const { person } = useSession()
  const isMine = seam.owner?.id === person.id
  const actions =
    mayTell && isMine ? (
      <Button size="xs" variant="default" onClick={() => open({ do: 'contract' })}>
        {contract === null ? 'Say what must cross' : 'Make the next version'}
      </Button>
    ) : undefined
  return (
    <Section
      title="Context contract"
      note={contract === null ? undefined : `version ${String(contract.version)}`}
      actions={actions}
    >
      {contract === null ? (
        <p className={classes['said']}>
          No contract says what must cross, so that no crossing can be held against one.{' '}
          {seam.owner === null
            ? 'It has no owner who could make one.'
            : isMine
              ? ''
              : `${seam.owner.name}, who owns the seam, may make one.`}
        </p>
      ) : (
        <>
          <p className={classes['said']}>
            {contract.by.name} made version {contract.version} <When at={contract.at} />
            {contract.note === '' ? '.' : `: ${contract.note}`}{' '}
            {contract.diff === null
              ? 'It is the first.'
              : contract.diff.breaking
                ? `It breaks something for ${contract.diff.breaksFor.map((who) => (who === 'sender' ? seam.from.name : seam.to.name)).join(' and ')}: ${contract.diff.changes
                    .filter(({ breaksFor }) => breaksFor.length > 0)
                    .map(({ sentence }) => sentence)
                    .join(' ')}`
                : 'It breaks nothing.'}{' '}
            <a href={`/api/v1/seams/${seam.id}/contract/odcs`} target="_blank" rel="noreferrer">
              As ODCS 3.1
            </a>
          </p>
          <details>
            <summary>The schema</summary>
            <pre className={classes['schema']} tabIndex={0}>
              {JSON.stringify(contract.schema, null, 2)}
            </pre>
          </details>
        </>
      )}
    </Section>
  )
}

function Crossings({ detail, ask }: Shows & { readonly ask: (asked: Asked) => void }) {
  const { seam, crossings, recentCrossings, contract } = detail
  const mayReceive = useMay('cases:write')
  return (
    <Section
      title="Crossings"
      note={`${formatCount(crossings.n, 'crossing')} in 28 days: ${formatNumber(crossings.refused)} refused, ${formatNumber(crossings.incomplete)} of ${formatNumber(crossings.confirmed)} confirmed ones incomplete`}
    >
      {recentCrossings.length === 0 ? (
        <Empty
          title="Nothing has been told to cross yet"
          commands={[
            `curl -X POST ${location.origin}/api/v1/seams/${seam.id}/crossings -H "authorization: Bearer $KEY" -H "content-type: application/json" -d '{"unitKey":"deal-1","context":{}}'`,
          ]}
        >
          Whoever sends tells each unit, by itself or as a CloudEvent 1.0, and reads at once what is missing
          {contract === null ? '; a contract has to say first what must cross.' : '.'}
        </Empty>
      ) : (
        <div className={table['scroll']}>
          <table className={`${table['table']} ${table['stacks']}`}>
            <thead>
              <tr>
                <th scope="col">Unit</th>
                <th scope="col">When</th>
                <th scope="col">Against the contract</th>
                <th scope="col">{seam.to.name} says</th>
                <th scope="col" />
              </tr>
            </thead>
            <tbody>
              {recentCrossings.map((crossing) => (
                <tr key={crossing.id}>
                  <td>{crossing.unitKey}</td>
                  <td data-label="When">
                    <When at={crossing.at} />
                  </td>
                  <td data-label="Against the contract">
                    {crossing.contractVersion === null ? (
                      <VerdictMark verdict="unknown" word="No contract" size={16} />
                    ) : (
                      <VerdictMark
                        verdict={crossing.accepted ? 'met' : 'unmet'}
                        word={
                          crossing.accepted
                            ? 'Accepted'
                            : crossing.faults
                                .map(({ path, message }) => `${path.slice(1) || 'The whole'} ${message}`)
                                .join('; ')
                        }
                        size={16}
                      />
                    )}
                  </td>
                  <td data-label={`${seam.to.name} says`}>
                    {crossing.receipt === null ? (
                      <span className={classes['quiet']}>nothing yet</span>
                    ) : (
                      <>
                        {crossing.receipt.complete
                          ? 'Complete'
                          : `Incomplete${crossing.receipt.lacking === '' ? '' : `: ${crossing.receipt.lacking}`}`}
                        <span className={classes['quiet']}> {crossing.receipt.by.name}</span>
                      </>
                    )}
                  </td>
                  <td className={table['tight']}>
                    {mayReceive && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Was it complete? ${crossing.unitKey}`}
                        onClick={() => ask({ kind: 'receive', crossing })}
                      >
                        Was it complete?
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function Found({ found }: { readonly found: NonNullable<SeamDetail['found']> }) {
  const { count, cases, medianWaitMs, p90WaitMs, pingPong, log, at, spread, examples, pingPongExamples } = found
  return (
    <Section title="What the log shows" note={`“${log}”`}>
      <p className={classes['said']}>
        {formatCount(count, 'handover')} in {formatCount(cases, 'case')}.{' '}
        {medianWaitMs === null
          ? 'How long work waits here is not known.'
          : `Work waits here ${formatDuration(medianWaitMs)} in the middle${p90WaitMs === null ? '' : `, and one in ten longer than ${formatDuration(p90WaitMs)}`}.`}{' '}
        {formatCount(pingPong, 'time')} it went back and forth. Kept <When at={at} />.
      </p>
      {spread !== null && <WaitSpread spread={spread} medianMs={medianWaitMs} p90Ms={p90WaitMs} />}
      {examples.length > 0 && (
        <p className={classes['said']}>
          Waited longest: {listOf(examples.map((each) => `case ${each.case} (${formatDuration(each.waitMs)})`))}.
        </p>
      )}
      {pingPongExamples.length > 0 && (
        <p className={classes['said']}>
          Back and forth:{' '}
          {listOf(pingPongExamples.map((each) => `case ${each.case} (${formatCount(each.times, 'time')})`))}.
        </p>
      )}
    </Section>
  )
}

function Effects({ detail, mayTell, open, ask }: Shows & { readonly ask: (asked: Asked) => void }) {
  const { beforeAfter, cascade } = detail
  const told = cascade.filter(({ words }) => words.length > 0)
  return (
    <>
      <Parts
        detail={detail}
        mayTell={mayTell}
        open={open}
        ask={ask}
        title="What failures cost, and complaints"
        {...(told.length === 0
          ? {}
          : {
              note: told
                .map(
                  ({ name, amount }) =>
                    `${name}: ${amount === null ? 'not in money' : formatMoney(amount, detail.seam.currency)}`,
                )
                .join('; '),
            })}
        kinds={['consequence', 'complaint', 'automation']}
        empty="Nothing is told. A failure here costs the customer, the organisation, and others who are exposed to the same."
        acts={[
          ['consequence', 'Tell what a failure cost'],
          ['complaint', 'Tell a complaint'],
          ['automation', 'Say since when it is automated'],
        ]}
      />
      {beforeAfter !== null && beforeAfter.kinds.length > 0 && (
        <Section title="Before and after automation" note="complaints, days between them, hours until somebody saw it">
          <div className={table['scroll']}>
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">Complaint</th>
                  <th scope="col">Before</th>
                  <th scope="col">After</th>
                  <th scope="col">So</th>
                </tr>
              </thead>
              <tbody>
                {beforeAfter.kinds.map(({ kind, before, after, faster }) => (
                  <tr key={kind}>
                    <td>{kind}</td>
                    <td>{spanWords(before)}</td>
                    <td>{spanWords(after)}</td>
                    <td>
                      {faster === null
                        ? 'too few to say'
                        : faster
                          ? 'the same complaint, arriving faster'
                          : 'not faster than before'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </>
  )
}

function spanWords({
  n,
  medianGapDays,
  medianHoursToSurface,
}: NonNullable<SeamDetail['beforeAfter']>['before']): string {
  if (n === 0) return 'none'
  const gap = medianGapDays === null ? '' : `, every ${formatNumber(Math.round(medianGapDays * 10) / 10)} days`
  const seen = medianHoursToSurface === null ? '' : `, seen after ${formatNumber(medianHoursToSurface)} h`
  return `${formatNumber(n)}${gap}${seen}`
}

function Dialogs({
  search,
  detail,
  asked,
  onClose,
}: {
  readonly search: SeamSearch
  readonly detail: SeamDetail
  readonly asked: Asked | null
  readonly onClose: () => void
}) {
  if (asked !== null) {
    switch (asked.kind) {
      case 'end':
        return <EndPartDialog detail={detail} part={asked.part} onClose={onClose} />
      case 'receive':
        return <ReceiptDialog detail={detail} crossing={asked.crossing} onClose={onClose} />
      case 'resolve':
        return <ResolveDialog detail={detail} signal={asked.signal} onClose={onClose} />
      default:
        return asked satisfies never
    }
  }
  const props = { detail, onClose }
  switch (search.do) {
    case undefined:
      return null
    case 'tell': {
      const kind = partKindIn(search.part)
      return kind === null ? null : <TellPartDialog key={kind} {...props} kind={kind} />
    }
    case 'change':
      return <ChangeSeamDialog {...props} />
    case 'owner':
      return <SeamOwnerDialog {...props} />
    case 'from-owner':
      return <SideOwnerDialog {...props} side="from" />
    case 'to-owner':
      return <SideOwnerDialog {...props} side="to" />
    case 'contract':
      return <ContractDialog {...props} />
    case 'workflow':
      return <WorkflowDialog {...props} />
    case 'close':
      return <CloseSeamDialog {...props} />
    default:
      return search.do satisfies never
  }
}
