import { Button } from '@mantine/core'
import type { PracticeAct } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconArrowRight } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import {
  answerPractice,
  drillQuery,
  type DrillDetail,
  type PracticeAnswerRequest,
  type PracticeReport,
  type PracticeTask,
} from '../../api/drills.ts'
import { Empty } from '../../components/empty.tsx'
import { Fields } from '../../components/fields.tsx'
import { KeyCap } from '../../components/key-cap.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useKeys } from '../../components/use-keys.ts'
import { paths } from '../../paths.ts'
import { changesOf } from '../../words/changes.ts'
import { formatNumber } from '../../words/format.ts'
import { ChangesPreview } from '../cases/case-body.tsx'
import { forgetKept } from '../cases/use-kept.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { RightMark } from './drill-mark.tsx'
import { ACT_KEYS, ACT_NAMES } from './drill-words.ts'
import { AnswerForm } from './practice-forms.tsx'
import classes from './practice-view.module.css'

interface PracticeProps {
  readonly drill: DrillDetail
  readonly practice: PracticeReport
  /** From the address, from 1. */
  readonly task: string | undefined
}

/** A practice: one task after the other while it runs, by topic when it is over. */
export function PracticeView({ drill, practice, task }: PracticeProps) {
  const isOver = drill.state === 'closed' || drill.state === 'called-off'
  if (isOver) return <Result drill={drill} practice={practice} task={task} />
  if (!practice.isMine) {
    return (
      <>
        <Progress drill={drill} practice={practice} shown={null} />
        <Notice tone="quiet" title={`This practice is ${drill.person?.name ?? 'somebody else'}’s`}>
          Its tasks can be read here as they are answered; what is still to come stays hidden.
        </Notice>
      </>
    )
  }
  return <Running drill={drill} practice={practice} task={task} />
}

function Running({ drill, practice, task }: PracticeProps) {
  const asked = practice.tasks.filter(({ situation, answer }) => situation !== null || answer !== null)
  const open = asked.find(({ answer }) => answer === null)
  const named = task === undefined ? undefined : practice.tasks.find(({ position }) => position + 1 === Number(task))
  const shown = named ?? open
  if (shown === undefined || (shown.situation === null && shown.answer === null)) {
    return (
      <>
        <Progress drill={drill} practice={practice} shown={shown?.position ?? null} />
        <Empty title="This task is gone">
          The contents of its case were erased or have expired; it is not counted.
        </Empty>
      </>
    )
  }
  return (
    <>
      <Progress drill={drill} practice={practice} shown={shown.position} />
      <OneTask key={shown.position} drill={drill} practice={practice} task={shown} next={open?.position ?? null} />
    </>
  )
}

/** One mark a task: open, right, or not; each leads there. */
function Progress({
  drill,
  practice,
  shown,
}: {
  readonly drill: DrillDetail
  readonly practice: PracticeReport
  readonly shown: number | null
}) {
  return (
    <nav className={classes.progress} aria-label="Tasks">
      {practice.tasks.map(({ position, answer, situation }) => {
        const state = answer === null ? (situation === null ? 'hidden' : 'open') : answer.isRight ? 'right' : 'wrong'
        const words = { hidden: 'not shown', open: 'open', right: 'right', wrong: 'not right' }[state]
        return (
          <To
            key={position}
            href={paths.drill(drill.workflow, drill.id, { task: String(position + 1) })}
            replace
            className={classes.step}
            data-state={state}
            aria-current={position === shown ? 'step' : undefined}
            aria-label={`Task ${position + 1}, ${words}`}
          >
            {position + 1}
          </To>
        )
      })}
    </nav>
  )
}

function OneTask({
  drill,
  practice,
  task,
  next,
}: {
  readonly drill: DrillDetail
  readonly practice: PracticeReport
  readonly task: PracticeTask
  readonly next: number | null
}) {
  const [act, setAct] = useState<PracticeAct | null>(null)
  const queries = useQueryClient()
  const go = useGo()
  const after = useRef<HTMLDivElement>(null)
  const kept = `${drill.id} ${task.position}`
  const answer = useMutation({
    mutationFn: (given: Omit<PracticeAnswerRequest, 'position'>) =>
      answerPractice(drill.id, { position: task.position, ...given }),
    onSuccess: (detail) => {
      setAct(null)
      for (const each of task.acts) forgetKept(`${kept} ${each}`)
      // The address holds the task, so that the answer stays in sight until the next one is asked for.
      go(paths.drill(drill.workflow, drill.id, { task: String(task.position + 1) }), { replace: true })
      queries.setQueryData(drillQuery(drill.id).queryKey, detail)
      void queries.invalidateQueries({ queryKey: ['drills', drill.workflow] })
    },
  })
  const isAnswered = task.answer !== null
  useEffect(() => {
    if (isAnswered) after.current?.focus()
  }, [isAnswered])

  function choose(chosen: PracticeAct): void {
    answer.reset()
    if (chosen === 'accept') answer.mutate({ act: 'accept', words: '' })
    else setAct(chosen)
  }
  function goOn(): void {
    if (next !== null) go(paths.drill(drill.workflow, drill.id, { task: String(next + 1) }))
  }
  useKeys((press, focus) => {
    if (press.ctrlKey || press.metaKey || press.altKey || focus.typing || focus.dialog) return false
    if (isAnswered) {
      if (press.key !== 'n') return false
      goOn()
      return true
    }
    const chosen = task.acts.find((each) => ACT_KEYS[each] === press.key)
    if (chosen === undefined || answer.isPending) return false
    choose(chosen)
    return true
  })

  const isChanging = act === 'edit' || act === 'correct'
  const form = act !== null && (
    <AnswerForm
      key={act}
      act={act}
      id={`${kept} ${act}`}
      task={task}
      practice={practice}
      busy={answer.isPending}
      error={answer.error}
      onSubmit={(given) => answer.mutate({ act, words: '', ...given })}
      onClose={() => setAct(null)}
    />
  )
  return (
    <section className={classes.task} aria-label={`Task ${task.position + 1}`}>
      <p className={classes.situation}>
        <span className={classes.number}>
          Task {formatNumber(task.position + 1)} of {formatNumber(practice.size)}
        </span>
        {task.situation}
      </p>
      <Body task={task} practice={practice} />
      {isAnswered ? (
        <div ref={after} tabIndex={-1} className={classes.after}>
          <Answered task={task} practice={practice} />
          {next !== null && (
            <Button onClick={goOn} rightSection={<KeyCap>n</KeyCap>}>
              Next task
            </Button>
          )}
        </div>
      ) : (
        <>
          {answer.isError && act === null && <ProblemNotice error={answer.error} />}
          {form === false ? (
            <div className={classes.acts} role="group" aria-label="What do you do?">
              {task.acts.map((each) => (
                <Button
                  key={each}
                  variant={each === 'stop' ? 'light' : 'default'}
                  {...(each === 'stop' ? { color: 'rust' } : {})}
                  loading={answer.isPending && each === 'accept'}
                  onClick={() => choose(each)}
                  rightSection={<KeyCap>{ACT_KEYS[each]}</KeyCap>}
                >
                  {ACT_NAMES[each]}
                </Button>
              ))}
            </div>
          ) : (
            <div className={classes.form} data-wide={isChanging || undefined}>
              {form}
            </div>
          )}
        </>
      )}
    </section>
  )
}

function Body({ task, practice }: { readonly task: PracticeTask; readonly practice: PracticeReport }) {
  return (
    <div className={classes.columns}>
      <section aria-label="What came in">
        <h2 className={classes.title}>What came in</h2>
        <Fields value={task.input} schema={practice.inputSchema} />
      </section>
      <section className={classes.draft} aria-label="The AI’s answer">
        <h2 className={classes.title}>The AI’s answer</h2>
        {task.draft === undefined ? (
          <p className="quiet">There is none.</p>
        ) : (
          <Fields value={task.draft} schema={practice.outputSchema} />
        )}
      </section>
    </div>
  )
}

/** What was done, what was right, and why. */
function Answered({ task, practice }: { readonly task: PracticeTask; readonly practice: PracticeReport }) {
  const { answer, right } = task
  if (answer === null) return null
  const said = answer.words === '' ? '' : `: “${answer.words}”`
  return (
    <div className={classes.answered}>
      <p className={classes.verdict}>
        <RightMark isRight={answer.isRight} />
        <span>
          You chose <strong>{ACT_NAMES[answer.act].toLowerCase()}</strong>
          {answer.to !== null && `, ${answer.to.name}`}
          {said}.
        </span>
        {task.topicName !== null && <span className="quiet">{task.topicName}</span>}
      </p>
      {right === null ? (
        <p className="quiet">The contents of its case are gone.</p>
      ) : (
        <>
          <p>
            {!answer.isRight && <>Right was: {eitherOf(right.acts.map((each) => ACT_NAMES[each].toLowerCase()))}. </>}
            {right.why}
          </p>
          {right.output !== undefined && task.draft !== undefined && (
            <Difference
              title="From this draft to what was right"
              changes={changesOf(task.draft, right.output, practice.outputSchema)}
            />
          )}
          {right.input !== undefined && (
            <Difference
              title="The input as it should be"
              changes={changesOf(task.input, right.input, practice.inputSchema)}
            />
          )}
        </>
      )}
    </div>
  )
}

/** `edit, override or escalate`. */
function eitherOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function Difference({ title, changes }: { readonly title: string; readonly changes: ReturnType<typeof changesOf> }) {
  if (changes.length === 0) return null
  return (
    <section className={classes.difference} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <ChangesPreview changes={changes} />
    </section>
  )
}

function Result({ drill, practice, task }: PracticeProps) {
  const shown = practice.tasks.find(({ position }) => position + 1 === Number(task))
  const next = shown === undefined ? null : practice.tasks[shown.position + 1]
  return (
    <>
      {practice.topics !== null && (
        <Section title="By topic" note={`${formatNumber(practice.passAt)} of ${formatNumber(practice.size)} pass`}>
          <div className={table['scroll']}>
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">Topic</th>
                  <th scope="col" className={table['number']}>
                    Right
                  </th>
                  <th scope="col">Pass mark</th>
                  <th scope="col">Verdict</th>
                </tr>
              </thead>
              <tbody>
                {practice.topics.map(({ topic, name, right, asked, must }) => (
                  <tr key={topic}>
                    <td>{name}</td>
                    <td className={table['number']}>
                      {formatNumber(right)} of {formatNumber(asked)}
                    </td>
                    <td className="quiet">{must ? 'none may be wrong' : 'counts in the sum'}</td>
                    <td className={table['tight']}>
                      {right === asked || must ? (
                        <VerdictMark verdict={right === asked ? 'met' : 'unmet'} word size={16} />
                      ) : (
                        <span className={classes.again}>practise again</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
      <Section title="Tasks" note="each with what was right">
        <Progress drill={drill} practice={practice} shown={shown?.position ?? null} />
        {shown === undefined ? (
          <p className="quiet">Choose a task to see what was asked and what was right.</p>
        ) : shown.situation === null ? (
          <p className="quiet">Its contents are gone: they were erased or have expired.</p>
        ) : (
          <div className={classes.task}>
            <p className={classes.situation}>
              <span className={classes.number}>Task {formatNumber(shown.position + 1)}</span>
              {shown.situation}
            </p>
            <Body task={shown} practice={practice} />
            <div className={classes.after}>
              <Answered task={shown} practice={practice} />
              {next && (
                <To
                  href={paths.drill(drill.workflow, drill.id, { task: String(next.position + 1) })}
                  replace
                  className={classes.on}
                >
                  Task {formatNumber(next.position + 1)} <IconArrowRight size={14} aria-hidden />
                </To>
              )}
            </div>
          </div>
        )}
      </Section>
    </>
  )
}
