import { Button, Menu } from '@mantine/core'
import { STAGES } from '@dayshift/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  IconArrowBackUp,
  IconArchive,
  IconDots,
  IconPencilPlus,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { evidenceQuery, handoverQuery, type Handover } from '../../api/handover.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths, type HandoverSearch } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatDate, formatNumber, listOf, NBSP } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { DutiesTable } from '../duties/duties-table.tsx'
import { SupportWeek } from '../duties/support-week.tsx'
import { TransferSection } from '../duties/transfer-section.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { helpFor } from './criterion-help.ts'
import { CriterionList } from './criterion-list.tsx'
import classes from './handover-page.module.css'
import { handoverSentence } from './handover-sentence.ts'
import { PersonName } from './holder.tsx'
import { EnterStageDialog, GoBackDialog, StateDialog } from './stage-dialogs.tsx'
import { StageHistory } from './stage-history.tsx'
import { StagePath } from './stage-path.tsx'
import { TellActDialog } from './tell-act-dialog.tsx'
import { WaiveDialog } from './waive-dialog.tsx'
import { whoMay } from './who-may.ts'

const route = getRouteApi('/signed-in/workflows/$slug/handover')

/** Where a workflow stands on its way to operation, what holds it, and whose the next act is. */
export function HandoverPage() {
  const { slug } = route.useParams()
  const search = route.useSearch()
  const handover = useQuery(handoverQuery(slug))
  const evidence = useQuery(evidenceQuery(slug))
  const now = useNow()
  if (handover.isLoadingError) return <PageProblem error={handover.error} again={() => void handover.refetch()} />
  const crumbs = workflowCrumbs(slug, handover.data?.workflow.name)
  if (handover.isPending) {
    return (
      <Page title="Handover" crumbs={crumbs} tabs={<WorkflowTabs slug={slug} />}>
        <LoadingPage />
      </Page>
    )
  }
  const status = handover.data
  const stage = status.stages.find(({ id }) => id === (search.stage ?? status.stage))
  const nameOfDocument = (id: string) => evidence.data?.documents.find(({ document }) => document === id)?.name ?? id
  return (
    <>
      <Page
        title="Handover"
        crumbs={crumbs}
        tabs={<WorkflowTabs slug={slug} />}
        sentence={handoverSentence(status, now)}
        actions={<NextAct handover={status} nameOfDocument={nameOfDocument} />}
      >
        {status.limbo !== null && (
          <div className={classes.limbo}>
            <Notice tone="alarm" title="In limbo">
              <p>{reasonOf(status.limbo.sentence)}</p>
              <p>
                A pilot needs a home, an owner and a budget beyond the experiment
                {status.limbo.missing.length > 0 &&
                  `; it lacks ${listOf(status.limbo.missing.map((each) => LACKS[each]))}`}
                .
              </p>
            </Notice>
          </div>
        )}
        {stage !== undefined && <StagePath handover={status} shown={stage.id} />}
        <Facts handover={status} />
        {stage !== undefined && (
          <Section
            title={stage.name}
            note={stage.question}
            actions={
              <span className={classes.links}>
                <To href={paths.evidence(slug)}>All evidence</To>
              </span>
            }
          >
            {stage.state !== 'present' && (
              <p className={classes.elsewhere}>
                {stage.state === 'left'
                  ? 'This stage was left; its criteria are as they stand today.'
                  : 'This stage lies ahead.'}{' '}
                <To href={paths.handover(slug)}>Back to {status.stage}</To>
              </p>
            )}
            {stage.warnings.map((warning) => (
              <p key={warning} className={classes.warning}>
                <VerdictMark verdict="attention" size={15} /> {warning}
              </p>
            ))}
            <CriterionList
              handover={status}
              stage={stage}
              opened={search.criterion ?? null}
              nameOfDocument={nameOfDocument}
            />
          </Section>
        )}
        <SupportWeek slug={slug} />
        {(status.transfer !== null || STAGES.indexOf(status.stage) >= STAGES.indexOf('readiness')) && (
          <TransferSection slug={slug} />
        )}
        <DutiesTable slug={slug} />
        <Section title="History" note="every move of the stage">
          <StageHistory slug={slug} />
        </Section>
      </Page>
      <Dialogs handover={status} search={search} />
    </>
  )
}

const LACKS = { home: 'a home in production', owner: 'an owner', budget: 'a budget' } as const

function Dialogs({ handover, search }: { readonly handover: Handover; readonly search: HandoverSearch }) {
  const go = useGo()
  const { slug } = handover.workflow
  const { stage, criterion, do: dialog, kind } = search
  const close = () => go(paths.handover(slug, { stage, criterion }), { replace: true })
  const chosen = handover.stages.flatMap(({ criteria }) => criteria).find(({ id }) => id === criterion)
  switch (dialog) {
    case undefined:
      return null
    case 'tell':
      return <TellActDialog slug={slug} kind={kind ?? null} onClose={close} />
    case 'waive':
      return chosen === undefined ? null : <WaiveDialog slug={slug} criterion={chosen} onClose={close} />
    case 'enter':
      return handover.next.kind === 'advance' ? (
        <EnterStageDialog handover={handover} to={handover.next.to} onClose={close} />
      ) : null
    case 'back':
      return <GoBackDialog handover={handover} onClose={close} />
    case 'hold':
    case 'take-up':
    case 'retire':
      return <StateDialog handover={handover} to={dialog} onClose={close} />
    default:
      return dialog satisfies never
  }
}

/** The one next act as a button, or whose it is; what is done seldom stands in the menu. */
function NextAct({
  handover,
  nameOfDocument,
}: {
  readonly handover: Handover
  readonly nameOfDocument: (id: string) => string
}) {
  const go = useGo()
  const { next } = handover
  const { slug } = handover.workflow
  return (
    <>
      {next.kind === 'advance' &&
        (handover.may.advance ? (
          <Button onClick={() => go(paths.handover(slug, { do: 'enter' }))}>Enter {next.to}</Button>
        ) : (
          <p className={classes.whoMay}>{whoMay(handover, 'advance', `enter ${next.to}`)}</p>
        ))}
      {next.kind === 'take-up' && handover.may.hold && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => go(paths.handover(slug, { do: 'take-up' }))}
        >
          Take it up again
        </Button>
      )}
      {next.kind === 'criterion' && next.mine && (
        <Button onClick={() => go(nextHref(handover, next.criterion, nameOfDocument))}>
          {nextLabel(handover, next.criterion, nameOfDocument)}
        </Button>
      )}
      <More handover={handover} />
    </>
  )
}

function nextHelp(handover: Handover, id: string, nameOfDocument: (id: string) => string) {
  const criterion = handover.stages.flatMap(({ criteria }) => criteria).find((each) => each.id === id)
  return criterion === undefined ? undefined : helpFor(handover.workflow.slug, criterion, nameOfDocument)[0]
}

function nextHref(handover: Handover, id: string, nameOfDocument: (id: string) => string): string {
  return nextHelp(handover, id, nameOfDocument)?.href ?? paths.handover(handover.workflow.slug, { criterion: id })
}

function nextLabel(handover: Handover, id: string, nameOfDocument: (id: string) => string): string {
  return nextHelp(handover, id, nameOfDocument)?.label ?? 'See what is missing'
}

function More({ handover }: { readonly handover: Handover }) {
  const go = useGo()
  const mayTell = useMay('handover:write')
  const { slug } = handover.workflow
  const { may, state, stage } = handover
  if (!mayTell || state === 'retired') return null
  const open = (what: HandoverSearch['do']) => () => go(paths.handover(slug, { do: what }))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" px={9} aria-label="More acts">
          <IconDots size={18} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencilPlus size={16} aria-hidden />} onClick={open('tell')}>
          Tell what happened
        </Menu.Item>
        {may.goBack && stage !== 'design' && state === 'going' && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={open('back')}>
            Go back a stage
          </Menu.Item>
        )}
        {may.hold && state === 'going' && (
          <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={open('hold')}>
            Put it on hold
          </Menu.Item>
        )}
        {may.retire && (
          <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={open('retire')}>
            Retire it
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Deployed and adopted, two fields; who has it, how far the AI may go, by which playbook. */
function Facts({ handover }: { readonly handover: Handover }) {
  const { deployed, adopted, duties, rolloutPercent, rolloutAtMost, playbook, transfer, workflow } = handover
  const holder = (id: string) => duties.find(({ duty }) => duty === id)?.person ?? null
  return (
    <dl className={classes.facts}>
      <Fact label="Deployed" note={noteOf(deployed)}>
        <VerdictMark verdict={deployed.verdict} word={DEPLOYED[deployed.verdict]} />
      </Fact>
      <Fact
        label="Adopted"
        note={
          <>
            {noteOf(adopted)} <To href={paths.adoption(workflow.slug)}>See what it informs</To>
          </>
        }
      >
        <VerdictMark verdict={adopted.verdict} word={ADOPTED[adopted.verdict]} />
      </Fact>
      <Fact
        label="Daily care"
        note={
          <>
            Answers for the outcome: <PersonName person={holder('business-owner')} />
          </>
        }
      >
        <PersonName person={holder('daily-care')} />
      </Fact>
      <Fact
        label="Rollout"
        note={
          <>
            of at most {formatNumber(rolloutAtMost)}
            {NBSP}% in this stage, by the playbook <To href={paths.workflowPlaybook(workflow.slug)}>{playbook.name}</To>
          </>
        }
      >
        <span className="num">
          {formatNumber(rolloutPercent)}
          {NBSP}%
        </span>
      </Fact>
      <Fact
        label="Transfer"
        note={
          transfer === null ? (
            <KeptNote handover={handover} />
          ) : (
            <To href={`${paths.handover(workflow.slug)}#transfer`}>
              {transfer.from.name} to {transfer.to.name}
            </To>
          )
        }
      >
        {transfer === null || transfer.state === 'cancelled'
          ? 'No date yet'
          : `${TRANSFER_WORDS[transfer.state]} ${formatDate(new Date(transfer.at))}`}
      </Fact>
    </dl>
  )
}

/** Where no date is written: until when its builders keep it, or the question that waits for them. */
function KeptNote({ handover: { care, playbook, startedAt, workflow } }: { readonly handover: Handover }) {
  if (care.question !== null) {
    return (
      <>
        {care.question}{' '}
        <To href={paths.handover(workflow.slug, { do: 'tell', kind: 'kept-with-builders' })}>Say until when</To>
      </>
    )
  }
  return care.with === 'builders' ? (
    care.sentence
  ) : (
    <>
      Playbook “{playbook.name}”, since {formatDate(new Date(startedAt))}
    </>
  )
}

/** Why the verdict is what it is: the first check that makes it so. */
function noteOf({ verdict, sentence, checks }: Handover['deployed']): string {
  const check = verdict === 'met' ? undefined : checks.find((each) => each.verdict === verdict)
  return check?.sentence ?? reasonOf(sentence)
}

/** `Not deployed: it is paused.` as `It is paused.`: the verdict stands above it. */
function reasonOf(sentence: string): string {
  const reason = sentence.slice(sentence.indexOf(': ') + 1).trim()
  return reason.charAt(0).toUpperCase() + reason.slice(1)
}

const DEPLOYED = { met: 'Deployed', unmet: 'Not deployed', unknown: 'Unknown' } as const
const ADOPTED = { met: 'Adopted', unmet: 'Not adopted', unknown: 'Unknown' } as const
const TRANSFER_WORDS = { planned: 'Planned,', accepted: 'Accepted,', done: 'Done', cancelled: '' } as const

function Fact({
  label,
  note,
  children,
}: {
  readonly label: string
  readonly note: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={classes.fact}>
      <dt className={classes.factLabel}>{label}</dt>
      <dd>
        <span className={classes.factValue}>{children}</span>
        <span className={classes.factNote}>{note}</span>
      </dd>
    </div>
  )
}
