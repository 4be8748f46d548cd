import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { judgeSample, nextSampleQuery, samplingQuery, type SampleNext, type SampleVerdict } from '../../api/outcomes.ts'
import { Empty } from '../../components/empty.tsx'
import { Fields } from '../../components/fields.tsx'
import { KeyCap } from '../../components/key-cap.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import { CONTENT_STATES } from '../../words/names.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import classes from './trust.module.css'

const route = getRouteApi('/signed-in/workflows/$slug/trust/sample')

const VERDICTS = [
  { verdict: 'right', key: 'r', label: 'It is right' },
  { verdict: 'wrong', key: 'w', label: 'It is wrong' },
  { verdict: 'cannot-tell', key: 't', label: 'Can’t tell' },
] as const

interface Judged {
  readonly draw: string
  readonly unitKey: string
  /** Null takes it back. */
  readonly verdict: SampleVerdict | null
}

/** Drawn answers one after the other: what came in, what the AI answered, right or wrong. */
export function SamplePage() {
  const { slug } = route.useParams()
  const query = useQuery(nextSampleQuery(slug))
  const queries = useQueryClient()
  const [last, setLast] = useState<Judged | null>(null)
  const judge = useMutation({
    mutationFn: ({ draw, unitKey, verdict }: Judged) => judgeSample(slug, { draw, unitKey, verdict }),
    onSuccess: (next, said) => {
      setLast(said.verdict === null ? null : said)
      queries.setQueryData(nextSampleQuery(slug).queryKey, next)
      void queries.invalidateQueries({ queryKey: samplingQuery(slug).queryKey })
      void queries.invalidateQueries({ queryKey: ['my-samples'] })
      window.scrollTo({ top: 0 })
    },
    // Another sample was drawn since: what is shown is judged no more.
    onError: () => void query.refetch(),
  })
  const next = query.data
  const say = (verdict: SampleVerdict): boolean => {
    if (next?.item == null || next.draw === null || judge.isPending) return false
    judge.mutate({ draw: next.draw, unitKey: next.item.unitKey, verdict })
    return true
  }
  const takeBack = (): boolean => {
    if (last === null || judge.isPending) return false
    judge.mutate({ ...last, verdict: null })
    return true
  }
  useKeys((press, focus) => {
    if (press.ctrlKey || press.metaKey || press.altKey || focus.typing || focus.dialog) return false
    if (press.key === 'u') return takeBack()
    const pressed = VERDICTS.find(({ key }) => key === press.key)
    return pressed !== undefined && say(pressed.verdict)
  })
  const crumbs = [...workflowCrumbs(slug, next?.workflow.name), { label: 'Trust', href: paths.trust(slug) }]
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (next === undefined) {
    return (
      <Page title="Judge answers" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  return (
    <Page
      title="Judge answers"
      crumbs={crumbs}
      sentence={[
        { text: next.workflow.name, strong: true },
        next.item === null
          ? ` has no answer that waits for you: ${formatNumber(next.judged)} of ${formatNumber(next.drawn)} are judged.`
          : `: answer ${formatNumber(next.judged + 1)} of ${formatNumber(next.drawn)}. Is what the AI answered right? Judge it by itself; how sure it was is left out.`,
      ]}
    >
      {judge.isError && <ProblemNotice error={judge.error} />}
      {last !== null && (
        <p className={classes.stands} role="status">
          You said “{VERDICTS.find(({ verdict }) => verdict === last.verdict)?.label}” of{' '}
          <span className="mono">{last.unitKey}</span>.{' '}
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={judge.isPending}
            rightSection={<KeyCap>u</KeyCap>}
            onClick={takeBack}
          >
            Take it back
          </Button>
        </p>
      )}
      {next.item === null ? (
        <Empty title="All are judged">
          What they say of all answers stands on <To href={paths.trust(slug)}>Trust</To>.
        </Empty>
      ) : (
        <Shown next={next} item={next.item} isSending={judge.isPending} onSay={say} />
      )}
    </Page>
  )
}

interface ShownProps {
  readonly next: SampleNext
  readonly item: NonNullable<SampleNext['item']>
  readonly isSending: boolean
  readonly onSay: (verdict: SampleVerdict) => boolean
}

function Shown({ next, item, isSending, onSay }: ShownProps) {
  const { contents } = item
  return (
    <>
      <div className={classes.verdicts} role="group" aria-label="Your verdict">
        {VERDICTS.map(({ verdict, key, label }) => (
          <Button
            key={verdict}
            variant="default"
            disabled={isSending}
            rightSection={<KeyCap>{key}</KeyCap>}
            onClick={() => onSay(verdict)}
          >
            {label}
          </Button>
        ))}
        <span className="quiet">{formatCount(next.drawn - next.judged, 'answer')} left</span>
      </div>
      <div className={classes.judged}>
        <Section title="What came in" note={<span className="mono">{item.unitKey}</span>}>
          {contents.state === 'kept' ? (
            <Fields value={contents.input} schema={item.inputSchema} />
          ) : (
            <p className="quiet">
              {CONTENT_STATES[contents.state]} Look for {item.unitKey} in your own system.
            </p>
          )}
        </Section>
        <Section title="What the AI answered" note={<When at={item.at} />}>
          {contents.state === 'kept' && contents.output !== undefined ? (
            <Fields value={contents.output} schema={item.outputSchema} />
          ) : (
            <p className="quiet">
              {contents.state === 'kept'
                ? 'Its case asks you first: answer that in the inbox, then judge what the AI answered.'
                : CONTENT_STATES[contents.state]}
            </p>
          )}
        </Section>
      </div>
    </>
  )
}
