import { amountInWords } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { adoptionQuery, type Adoption } from '../../api/adoption.ts'
import { valueQuery } from '../../api/value.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatNumber, NBSP } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { ValueSigns } from '../value/value-signs.tsx'
import { WhoMay } from '../workflows/who-may.tsx'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { ClaimDialog, DeclareDialog, DenominatorDialog, DwellDialog } from './adoption-dialogs.tsx'
import { adoptionSentence } from './adoption-words.ts'
import classes from './adoption.module.css'
import { Claims } from './claims-section.tsx'
import { DenominatorPart } from './denominator-section.tsx'
import { FunnelPicture } from './funnel-picture.tsx'
import { GapWaterfall } from './gap-waterfall.tsx'
import { GroupsTable } from './groups-table.tsx'
import { WeeksPicture } from './weeks-picture.tsx'

const route = getRouteApi('/signed-in/workflows/$slug/adoption')

/** What share of the decisions a workflow informs: the sentence, how far units come, where they are lost, why it is said. */
export function AdoptionPage() {
  const { slug } = route.useParams()
  const query = useQuery(adoptionQuery(slug))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const tabs = <WorkflowTabs slug={slug} />
  const workflows = { label: 'Workflows', href: paths.workflows }
  if (query.isPending) {
    return (
      <Page title="Adoption" crumbs={[workflows]} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  return <Shown adoption={query.data} tabs={tabs} />
}

type Asked = 'denominator' | 'declare' | 'claim' | 'dwell'

function Shown({ adoption, tabs }: { readonly adoption: Adoption; readonly tabs: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const mayAct = useMay('handover:write')
  const { workflow, figures, denominator, from, to, mostLost, workaroundTrap } = adoption
  const { data: value } = useQuery(valueQuery(workflow.slug))
  const window = `${formatDate(new Date(from))} to ${formatDate(new Date(to))}`
  return (
    <Page
      title="Adoption"
      crumbs={[
        { label: 'Workflows', href: paths.workflows },
        { label: workflow.name, href: paths.workflow(workflow.slug) },
      ]}
      tabs={tabs}
      sentence={adoptionSentence(adoption)}
      actions={
        !mayAct ? (
          <WhoMay act="choose and declare what it is measured by" roles={['admin', 'member']} />
        ) : figures === null ? (
          <Button onClick={() => setAsked('denominator')}>Choose the denominator</Button>
        ) : (
          <Button variant="default" onClick={() => setAsked('claim')}>
            Say why it isn’t used
          </Button>
        )
      }
    >
      {value !== undefined && <ValueSigns value={value} />}
      {(workaroundTrap || adoption.signs.length > 0) && (
        <div className={classes.notices}>
          {workaroundTrap && (
            <Notice tone="alarm" title="Workaround trap">
              Most outputs are looked at and next to none is used: another method carries the work. Ask those who decide
              how they do it, before the model is changed.
            </Notice>
          )}
          {adoption.signs.map(({ sign, sentence }) => (
            <Notice key={sign} tone="person" title={sentence} />
          ))}
        </div>
      )}
      {figures === null ? (
        <Empty
          title="Not measured yet"
          commands={[`npx dayshift units import tickets.csv --workflow ${workflow.slug} --server ${location.origin}`]}
        >
          Choose from which decisions {workflow.name} was to inform. The best is a feed of all units from the process’s
          own system of record, by this command or by POST /api/v1/units; what the gate saw is there at once; a declared
          figure needs the business owner’s word.
        </Empty>
      ) : figures.funnel.toInform === 0 ? (
        <Empty title="No unit in this window">
          {denominator.kind === 'declared'
            ? 'Declare how many decisions there were in a period that is over, and have the business owner confirm it.'
            : 'As soon as units come in, they are counted here.'}
        </Empty>
      ) : (
        <>
          <Section title="How far units come" note={window}>
            <FunnelPicture figures={figures} mostLost={adoption.verdict === 'met' ? null : mostLost} />
            <Costs slug={workflow.slug} costs={adoption.costs} influenced={figures.influence.k} />
            <p className={classes.beside}>
              Beside it, and in none of these figures: {formatCount(adoption.utilisation.people, 'person', 'people')}{' '}
              used it, cases were opened {formatCount(adoption.utilisation.opened, 'time')}.{' '}
              {figures.unchecked > 0 &&
                `${formatNumber(figures.unchecked)} answers were kept within ${adoption.leastDwell.seconds} s: unchecked, and no influence. `}
              {mayAct && (
                <Button size="compact-xs" variant="subtle" px={0} onClick={() => setAsked('dwell')}>
                  Set the least reading time ({adoption.leastDwell.seconds} s)
                </Button>
              )}
            </p>
          </Section>
          <Section
            title={denominator.kind === 'declared' ? 'Period by period' : 'Week by week'}
            note={formatCount(adoption.spans.length, denominator.kind === 'declared' ? 'period' : 'week')}
          >
            <WeeksPicture adoption={adoption} />
          </Section>
          <Section
            title="What is lost where"
            note={`${formatCount(figures.funnel.toInform, 'decision')}, one cause each`}
          >
            <GapWaterfall adoption={adoption} />
          </Section>
        </>
      )}
      <Section title="Claimed against measured" note={formatCount(adoption.claims.length, 'claim')}>
        <Claims adoption={adoption} />
      </Section>
      {figures !== null && figures.funnel.toInform > 0 && (
        <Section title="By release, team and slice" note={window}>
          <GroupsTable adoption={adoption} />
        </Section>
      )}
      <Section title="The denominator" note="from which decisions it was to inform">
        <DenominatorPart
          adoption={adoption}
          onChoose={mayAct ? () => setAsked('denominator') : null}
          onDeclare={mayAct ? () => setAsked('declare') : null}
        />
      </Section>
      {asked === 'denominator' && <DenominatorDialog adoption={adoption} onClose={close} />}
      {asked === 'declare' && <DeclareDialog adoption={adoption} onClose={close} />}
      {asked === 'claim' && <ClaimDialog adoption={adoption} onClose={close} />}
      {asked === 'dwell' && <DwellDialog adoption={adoption} onClose={close} />}
    </Page>
  )
}

/** What it costs, used or not. */
function Costs({
  slug,
  costs,
  influenced,
}: {
  readonly slug: string
  readonly costs: Adoption['costs']
  readonly influenced: number
}) {
  if (costs.length === 0) return <p className={classes.beside}>What its calls cost is not known: no run told a cost.</p>
  const parts = costs.map(({ amount, currency, perInfluenced }) => {
    const each =
      perInfluenced === null
        ? 'none was influenced'
        : `${amountInWords(perInfluenced)}${NBSP}${currency} for each of ${formatNumber(influenced)} influenced decisions`
    return `${amountInWords(amount)}${NBSP}${currency}, used or not; ${each}`
  })
  return (
    <p className={classes.beside}>
      Its calls cost {parts.join(', and ')}. <To href={paths.value(slug)}>Whether it pays</To>
    </p>
  )
}
