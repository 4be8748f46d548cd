import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import {
  endWaiver,
  evidenceQuery,
  handoverQuery,
  settleDisagreement,
  strikeAct,
  type Disagreement,
  type DocumentSummary,
  type Evidence,
  type Handover,
  type Money,
  type TargetState,
  type ToldAct,
  type Waiver,
} from '../../api/handover.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatMoney, formatNumber, listOf } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { BudgetDialog, LINE_NAMES } from './budget-dialog.tsx'
import { DisagreementDialog } from './disagreement-dialog.tsx'
import classes from './evidence-page.module.css'
import { ReasonDialog } from './reason-dialog.tsx'
import { TargetsDialog, targetWords } from './targets-dialog.tsx'
import { detailLabel, detailText } from './detail-words.ts'
import { TellActDialog } from './tell-act-dialog.tsx'
import { whoMay } from './who-may.ts'

const route = getRouteApi('/signed-in/workflows/$slug/handover/evidence')

/** All that people have told about a workflow's way to operation. */
export function EvidencePage() {
  const { slug } = route.useParams()
  const search = route.useSearch()
  const go = useGo()
  const evidence = useQuery(evidenceQuery(slug))
  const handover = useQuery(handoverQuery(slug))
  useAnchor(evidence.data !== undefined)
  const failed = [evidence, handover].find(({ isLoadingError }) => isLoadingError)
  if (failed !== undefined) return <PageProblem error={failed.error} again={() => void failed.refetch()} />
  const crumbs = [
    ...workflowCrumbs(slug, handover.data?.workflow.name),
    { label: 'Handover', href: paths.handover(slug) },
  ]
  const tabs = <WorkflowTabs slug={slug} />
  if (evidence.data === undefined || handover.data === undefined) {
    return (
      <Page title="Evidence" crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const { acts, documents, money, targets, disagreements, waivers } = evidence.data
  const close = () => go(paths.evidence(slug), { replace: true })
  return (
    <>
      <Page title="Evidence" crumbs={crumbs} tabs={tabs} sentence={sentenceOf(evidence.data, handover.data)}>
        <Section title="Documents" note="a signature binds to the text as it stood">
          <Documents slug={slug} documents={documents} />
        </Section>
        <div className={classes.columns}>
          <Section
            title="Budget"
            note={money.version === 0 ? undefined : `version ${money.version}`}
            actions={<BudgetAct handover={handover.data} />}
          >
            <Budget money={money} />
          </Section>
          <Section title="Targets" note="written before they count" actions={<TargetsAct handover={handover.data} />}>
            <Targets targets={targets} />
          </Section>
        </div>
        <div id="disagreements">
          <Section title="Disagreements" note="an open one holds the handover" actions={<DisagreeAct slug={slug} />}>
            <Disagreements slug={slug} disagreements={disagreements} handover={handover.data} />
          </Section>
        </div>
        {waivers.length > 0 && (
          <Section title="Waivers">
            <Waivers slug={slug} waivers={waivers} handover={handover.data} />
          </Section>
        )}
        <Section title="What people did" note="newest first" actions={<TellAct slug={slug} />}>
          <Acts slug={slug} acts={acts} />
        </Section>
      </Page>
      {search.do === 'tell' && <TellActDialog slug={slug} kind={search.kind ?? null} onClose={close} />}
      {search.do === 'budget' && <BudgetDialog slug={slug} money={money} onClose={close} />}
      {search.do === 'targets' && <TargetsDialog slug={slug} targets={targets} onClose={close} />}
      {search.do === 'disagree' && <DisagreementDialog slug={slug} onClose={close} />}
    </>
  )
}

function sentenceOf({ documents, acts, disagreements }: Evidence, { workflow }: Handover): Sentence {
  const told = acts.filter(({ struck }) => struck === null).length
  const done = documents.filter(
    ({ filled, sections, signed, toSign }) => filled === sections && signed === toSign,
  ).length
  const mine = documents.filter((document) => document.mine.length > 0).length
  const open = disagreements.filter(({ settled }) => settled === null).length
  return [
    'For ',
    { text: workflow.name, strong: true },
    ' people have told ',
    { text: formatCount(told, 'act'), strong: true },
    `; ${formatNumber(done)} of ${formatCount(documents.length, 'document')} ${documents.length === 1 ? 'is' : 'are'} complete and signed`,
    ...(mine > 0
      ? ([
          ', ',
          { text: `${formatNumber(mine)} ${mine === 1 ? 'waits' : 'wait'} for your signature`, tone: 'person' },
        ] as const)
      : []),
    ...(open > 0
      ? ([
          ', ',
          { text: `${formatCount(open, 'disagreement')} ${open === 1 ? 'is' : 'are'} open`, tone: 'alarm' },
        ] as const)
      : []),
    '.',
  ]
}

function Documents({ slug, documents }: { readonly slug: string; readonly documents: readonly DocumentSummary[] }) {
  if (documents.length === 0) return <p className="quiet">The playbook asks for none.</p>
  return (
    <div className={table['scroll']}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col">Written</th>
            <th scope="col">Signed</th>
            <th scope="col">Changed</th>
          </tr>
        </thead>
        <tbody>
          {documents.map(({ document, name, purpose, sections, filled, signed, toSign, changedAt, mine }) => (
            <tr key={document}>
              <td>
                <To href={paths.document(slug, document)} className={table['rowLink']}>
                  {name}
                </To>
                <div className={classes.purpose}>{purpose}</div>
              </td>
              <td className={table['tight']}>
                <VerdictMark
                  verdict={filled === sections ? 'met' : filled === 0 ? 'unknown' : 'unmet'}
                  word={`${formatNumber(filled)} of ${formatNumber(sections)}`}
                  size={16}
                />
              </td>
              <td className={table['tight']}>
                {toSign === 0 ? (
                  <span className="quiet">not asked</span>
                ) : mine.length > 0 && filled === sections ? (
                  <VerdictMark verdict="attention" word="yours is missing" size={16} />
                ) : (
                  <VerdictMark
                    verdict={signed === toSign ? 'met' : 'unknown'}
                    word={`${formatNumber(signed)} of ${formatNumber(toSign)}`}
                    size={16}
                  />
                )}
              </td>
              <td className={table['tight']}>
                {changedAt === null ? <span className="quiet">never</span> : <When at={changedAt} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Budget({ money }: { readonly money: Money }) {
  const { lines, currency, committedValue, by, at } = money
  if (currency === null) {
    return (
      <p className="quiet">
        Nothing told. Write what the prototype, the transition, a year of operation and a year of maintenance cost, and
        the value a year that the case commits to.
      </p>
    )
  }
  return (
    <>
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col" className={table['number']}>
                Planned
              </th>
              <th scope="col" className={table['number']}>
                Actual
              </th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(LINE_NAMES).map(([line, name]) => {
              const told = lines.find((each) => each.line === line)
              return (
                <tr key={line}>
                  <td>
                    {name}
                    {told !== undefined && told.why !== '' && <div className={classes.purpose}>{told.why}</div>}
                  </td>
                  <td className={table['number']}>
                    {told === undefined ? <span className="quiet">not told</span> : formatMoney(told.planned, currency)}
                  </td>
                  <td className={table['number']}>
                    {told?.actual ? formatMoney(told.actual, currency) : <span className="quiet">unknown</span>}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className={classes.below}>
        {committedValue === null ? (
          'No committed value yet.'
        ) : (
          <>
            The case commits to <strong className="num">{formatMoney(committedValue, currency)}</strong> a year.
          </>
        )}{' '}
        {by !== null && at !== null && (
          <span className="quiet">
            Set by {by.name}, <When at={at} />
          </span>
        )}
      </p>
    </>
  )
}

function Targets({ targets }: { readonly targets: readonly TargetState[] }) {
  if (targets.length === 0) {
    return <p className="quiet">None set. A target says what is good enough, before anybody sees what came out.</p>
  }
  return (
    <ul className={classes.plain}>
      {targets.map((target) => (
        <li key={target.measure}>
          <span>{target.name}</span>
          <strong className="num">{targetWords(target)}</strong>
          <span className="quiet">
            {target.setBy.name}, <When at={target.setAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}

const ABOUT = { ownership: 'Who owns it', success: 'What success is', failure: 'What counts as a failure' } as const

function Disagreements({
  slug,
  disagreements,
  handover,
}: {
  readonly slug: string
  readonly disagreements: readonly Disagreement[]
  readonly handover: Handover
}) {
  const { person: me } = useSession()
  const [settling, setSettling] = useState<Disagreement | null>(null)
  if (disagreements.length === 0) {
    return <p className="quiet">None told. If people still argue about ownership, success or failure, say so here.</p>
  }
  return (
    <>
      <ul className={classes.entries}>
        {disagreements.map((each) => (
          <li key={each.id}>
            <VerdictMark
              verdict={each.settled === null ? 'unmet' : 'met'}
              word={each.settled === null ? 'Open' : 'Settled'}
              size={16}
            />
            <div>
              <p>
                <strong>{ABOUT[each.about]}</strong> {each.text}
              </p>
              <p className="quiet">
                Opened by {each.openedBy.name}, <When at={each.openedAt} />
                {each.settled !== null && (
                  <>
                    . Settled by {each.settled.by.name}, <When at={each.settled.at} />: “{each.settled.words}”
                  </>
                )}
              </p>
              {each.settled === null && !handover.may.settle && each.openedBy.id !== me.id && (
                <p className="quiet">{whoMay(handover, 'settle', 'settle it')}</p>
              )}
            </div>
            {each.settled === null && (handover.may.settle || each.openedBy.id === me.id) && (
              <Button size="xs" variant="default" onClick={() => setSettling(each)}>
                Settle it
              </Button>
            )}
          </li>
        ))}
      </ul>
      {settling !== null && (
        <ReasonDialog
          title={`Settle: ${ABOUT[settling.about]}`}
          button="Settle it"
          label="What was agreed"
          act={(words) => settleDisagreement(slug, settling.id, words)}
          onClose={() => setSettling(null)}
        >
          <p>“{settling.text}”</p>
        </ReasonDialog>
      )}
    </>
  )
}

function Waivers({
  slug,
  waivers,
  handover,
}: {
  readonly slug: string
  readonly waivers: readonly Waiver[]
  readonly handover: Handover
}) {
  const [ending, setEnding] = useState<Waiver | null>(null)
  return (
    <>
      <ul className={classes.entries}>
        {waivers.map((waiver) => (
          <li key={waiver.id} data-quiet={waiver.state !== 'holds' || undefined}>
            <VerdictMark
              verdict={waiver.state === 'holds' ? 'attention' : 'unknown'}
              word={WAIVER_WORDS[waiver.state]}
              size={16}
            />
            <div>
              <p>
                <strong>{waiver.criterionName}</strong> “{waiver.reason}”
              </p>
              <p className="quiet">
                {waiver.by.name}, {formatDate(new Date(waiver.at))}
                {waiver.ended === null
                  ? `; ${waiver.state === 'holds' ? 'until' : 'lapsed'} ${formatDate(new Date(waiver.expiresAt))}`
                  : `; ended by ${waiver.ended.by.name}: “${waiver.ended.reason}”`}
              </p>
            </div>
            {waiver.state === 'holds' && handover.may.waive && (
              <Button size="xs" variant="default" onClick={() => setEnding(waiver)}>
                End it
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ending !== null && (
        <ReasonDialog
          title={`End the waiver of “${ending.criterionName}”`}
          button="End it"
          act={(reason) => endWaiver(slug, ending.id, reason)}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  )
}

const WAIVER_WORDS = { holds: 'Holds', lapsed: 'Lapsed', ended: 'Ended' } as const

function Acts({ slug, acts }: { readonly slug: string; readonly acts: readonly ToldAct[] }) {
  const { person: me, role } = useSession()
  const may = useMay('handover:write')
  const [striking, setStriking] = useState<ToldAct | null>(null)
  if (acts.length === 0) {
    return (
      <p className="quiet">
        Nothing told yet: a training, a session together, an incident handled together. What can be computed from runs
        and changes needs no telling.
      </p>
    )
  }
  return (
    <>
      <ol className={classes.entries}>
        {acts.map((act) => (
          <li key={act.id} id={`act-${act.id}`} data-struck={act.struck !== null || undefined}>
            <span className={classes.day}>{formatDate(new Date(act.at))}</span>
            <div>
              <p>
                <strong className={classes.actName}>{act.name}</strong>{' '}
                {act.people.length > 0 && <span>{listOf(act.people.map(({ name }) => name))}</span>}
              </p>
              {Object.entries(act.details).map(([name, text]) => (
                <p key={name}>
                  <span className="quiet">{detailLabel(name)}</span> {detailText(name, text)}
                </p>
              ))}
              <p className="quiet">
                Told by {act.by.name}, <When at={act.toldAt} />
                {act.struck !== null && (
                  <>
                    . Struck out by {act.struck.by.name}, <When at={act.struck.at} />: “{act.struck.reason}”
                  </>
                )}
              </p>
            </div>
            {act.struck === null && may && (act.by.id === me.id || role === 'admin') && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setStriking(act)}>
                Strike it out
              </Button>
            )}
          </li>
        ))}
      </ol>
      {striking !== null && (
        <ReasonDialog
          title={`Strike out “${striking.name}”`}
          button="Strike it out"
          act={(reason) => strikeAct(slug, striking.id, reason)}
          onClose={() => setStriking(null)}
        >
          <p>It stays readable and counts nothing any more.</p>
        </ReasonDialog>
      )}
    </>
  )
}

function BudgetAct({ handover }: { readonly handover: Handover }) {
  const go = useGo()
  if (!handover.may.money) return <span className="quiet">{whoMay(handover, 'money', 'set it')}</span>
  return (
    <Button size="xs" variant="default" onClick={() => go(paths.evidence(handover.workflow.slug, { do: 'budget' }))}>
      Set the budget
    </Button>
  )
}

function TargetsAct({ handover }: { readonly handover: Handover }) {
  const go = useGo()
  if (!handover.may.targets) return <span className="quiet">{whoMay(handover, 'targets', 'set them')}</span>
  return (
    <Button size="xs" variant="default" onClick={() => go(paths.evidence(handover.workflow.slug, { do: 'targets' }))}>
      Set targets
    </Button>
  )
}

function DisagreeAct({ slug }: { readonly slug: string }) {
  const go = useGo()
  if (!useMay('handover:write')) return null
  return (
    <Button size="xs" variant="default" onClick={() => go(paths.evidence(slug, { do: 'disagree' }))}>
      Say that people disagree
    </Button>
  )
}

function TellAct({ slug }: { readonly slug: string }) {
  const go = useGo()
  if (!useMay('handover:write')) return null
  return (
    <Button size="xs" onClick={() => go(paths.evidence(slug, { do: 'tell' }))}>
      Tell what happened
    </Button>
  )
}

/** What the address points at is there only once the data is. */
function useAnchor(ready: boolean): void {
  useEffect(() => {
    const id = location.hash.slice(1)
    if (ready && id !== '') document.getElementById(id)?.scrollIntoView({ block: 'center' })
  }, [ready])
}
