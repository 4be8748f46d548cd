import { Button, Menu, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  IconArrowUpRight,
  IconCheck,
  IconDots,
  IconEdit,
  IconFlag,
  IconPencilCheck,
  IconRefresh,
  IconUserShare,
  IconWriting,
  IconX,
} from '@tabler/icons-react'
import { useEffect, useState, type ReactNode, type RefObject } from 'react'
import {
  answerCaseFirst,
  caseQuery,
  correctCase,
  decideCase,
  reassignCase,
  rerunCase,
  type CaseDetail,
  type DecideRequest,
} from '../../api/cases.ts'
import { flagRun } from '../../api/runs.ts'
import { problemOf } from '../../api/problem.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { KeyCap } from '../../components/key-cap.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { ValueForm } from '../../components/value-form.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { changesOf } from '../../words/changes.ts'
import { formatCount } from '../../words/format.ts'
import { isObject, mainTextKey, propertiesOf } from '../../words/fields.ts'
import type { InboxAct } from '../../words/keys.ts'
import { DECISION_NAMES } from '../../words/names.ts'
import { ActForm, BarContext, WordsForm } from './act-forms.tsx'
import { CaseBody, ChangesPreview } from './case-body.tsx'
import { CaseGuidance } from './case-guidance.tsx'
import { CaseHead, ClaimStrip } from './case-head.tsx'
import { DrillTold } from './drill-told.tsx'
import classes from './case-pane.module.css'
import type { PaneActs } from './inbox-page.tsx'
import { OwnAnswerForm, SaidBefore } from './own-answer.tsx'
import { ReviewLog } from './review-log.tsx'
import { firstShownAt } from './shown-at.ts'
import { useClaim } from './use-claim.ts'
import { forgetKept, hasKept, putKept, useKept } from './use-kept.ts'

interface CasePaneProps {
  readonly id: string
  readonly acts: RefObject<PaneActs | null>
  readonly onDone: () => void
  /** Where the list is, on a screen that shows one pane. */
  readonly back?: string
}

export function CasePane({ id, acts, onDone, back }: CasePaneProps) {
  const detail = useQuery(caseQuery(id))
  if (detail.isError) {
    return (
      <div className={classes.padded}>
        <ProblemNotice error={detail.error} again={() => void detail.refetch()} />
        {back !== undefined && <To href={back}>All cases</To>}
      </div>
    )
  }
  if (detail.isPending) {
    return (
      <div className={classes.padded}>
        <LoadingPage />
      </div>
    )
  }
  return (
    <OneCase
      key={detail.data.case.runId}
      detail={detail.data}
      acts={acts}
      onDone={onDone}
      {...(back === undefined ? {} : { back })}
    />
  )
}

type Panel = 'edit' | 'override' | 'ignore' | 'escalate' | 'correct' | 'rerun' | 'reassign' | 'flag'
type Decision = DecideRequest extends infer D ? (D extends unknown ? Omit<D, 'token' | 'shownAt'> : never) : never

function OneCase({ detail, acts, onDone, back }: Omit<CasePaneProps, 'id'> & { readonly detail: CaseDetail }) {
  const { case: item, contents } = detail
  const { person } = useSession()
  const may = useMay('cases:write')
  const queries = useQueryClient()
  const held = useClaim(detail)
  const { holding } = held
  const [panel, setPanel] = useState<Panel | null>(() => (hasKept(`${item.id} ${item.runId} edit`) ? 'edit' : null))
  const [hint, setHint] = useState<string | null>(null)
  const [bar, setBar] = useState<HTMLElement | null>(null)
  const shownAt = firstShownAt(localStorage, person.id, item.id, item.runId, new Date())

  const answered = contents.output !== undefined
  const asked = detail.ownAnswer?.isAsked === true
  const closed = holding.kind === 'closed'
  const blocked = !may || closed || holding.kind === 'theirs' || holding.kind === 'given' || item.rerunWaiting

  function settle(next: CaseDetail): void {
    queries.setQueryData(caseQuery(item.id).queryKey, next)
    void queries.invalidateQueries({ predicate: (query) => query.meta?.topics?.includes('cases') ?? false })
  }
  function done(words: string): void {
    for (const each of ['edit', 'override', 'ignore', 'escalate', 'correct', 'rerun'] as const)
      forgetKept(`${item.id} ${item.runId} ${each}`)
    held.forget()
    setPanel(null)
    notifications.show({
      message: (
        <>
          {words} <code>{item.unitKey}</code>. <To href={paths.inbox({ case: item.id })}>Show it</To>
        </>
      ),
    })
    onDone()
  }
  const readAgain = (error: unknown): void => {
    if (problemOf(error).status === 409) void queries.invalidateQueries(caseQuery(item.id))
  }

  const decide = useMutation({
    mutationFn: async (decision: Decision) => {
      const token = await held.tokenForAct()
      return decideCase(item.id, { ...decision, token, shownAt })
    },
    onSuccess: (next, { kind }) => {
      settle(next)
      // The case stays in sight where it tells that it was a drill.
      if (next.case.drill?.wrongOnPurpose === true && next.case.state === 'rerun') {
        held.forget()
        setPanel(null)
        return
      }
      done(DECISION_NAMES[kind])
    },
    onError: readAgain,
  })
  const rerun = useMutation({
    mutationFn: async (note: string) => rerunCase(item.id, { token: await held.tokenForAct(), note }),
    onSuccess: (next) => {
      settle(next)
      done('Asked to run again:')
    },
    onError: readAgain,
  })
  const correct = useMutation({
    mutationFn: async ({ input, note }: { readonly input: unknown; readonly note: string }) =>
      correctCase(item.id, { token: await held.tokenForAct(), input, note }),
    onSuccess: (next) => {
      settle(next)
      done('Corrected and asked to run again:')
    },
    onError: readAgain,
  })
  const reassign = useMutation({
    mutationFn: ({ to, note }: { readonly to: string; readonly note: string }) => reassignCase(item.id, to, note),
    onSuccess: (next, { to }) => {
      settle(next)
      forgetKept(`${item.id} ${item.runId} reassign`)
      setPanel(null)
      if (to !== person.id) done('Gave away')
    },
    onError: readAgain,
  })
  const flag = useMutation({
    mutationFn: (note: string) => flagRun(item.runId, note),
    onSuccess: ({ receipt }) => {
      forgetKept(`${item.id} ${item.runId} flag`)
      setPanel(null)
      void queries.invalidateQueries(caseQuery(item.id))
      notifications.show({ message: receipt })
    },
  })
  const answerFirst = useMutation({
    mutationFn: async (answer: unknown) => answerCaseFirst(item.id, { token: await held.tokenForAct(), answer }),
    onSuccess: (next) => {
      settle(next)
      forgetKept(`${item.id} own`)
      setHint(null)
    },
    onError: readAgain,
  })
  const mutations = [decide, rerun, correct, reassign, flag, answerFirst]

  function openPanel(next: Panel): void {
    setHint(null)
    for (const mutation of mutations) mutation.reset()
    setPanel(next)
  }

  function accept(): void {
    // What goes out can't be called back: the first press takes the case, the second one sends.
    if (holding.kind !== 'mine') {
      setHint('It is yours now. Press a again to accept.')
      held.claim.mutate()
      return
    }
    setHint(null)
    decide.mutate({ kind: 'accepted' })
  }

  function act(name: InboxAct): boolean {
    if (name === 'flag') {
      if (may) openPanel('flag')
      return may
    }
    if (name === 'reassign') {
      if (may && !closed) openPanel('reassign')
      return may && !closed
    }
    if (name === 'claim') {
      if (!may || closed || (holding.kind !== 'free' && holding.kind !== 'lapsed' && !item.rerunWaiting)) return false
      held.claim.mutate()
      return true
    }
    if (blocked || decide.isPending) return false
    if (asked && (name === 'accept' || name === 'edit' || name === 'override')) {
      setHint('Give your own answer first, then you see the AI’s.')
      return true
    }
    switch (name) {
      case 'accept':
        if (answered) accept()
        else setHint('There is no answer to accept. Press o to say what you did.')
        return true
      case 'edit':
        if (answered) openPanel('edit')
        else setHint('There is no answer to edit. Press o to say what you did.')
        return true
      case 'override':
      case 'escalate':
      case 'ignore':
      case 'correct':
      case 'rerun':
        openPanel(name)
        return true
      case 'release':
        if (holding.kind === 'mine') held.release.mutate()
        return true
      default:
        return false
    }
  }
  useEffect(() => {
    acts.current = act
    return () => {
      acts.current = null
    }
  })

  const close = (): void => {
    setPanel(null)
    document.querySelector<HTMLElement>('[data-case-link][aria-current]')?.focus()
  }
  const failed = mutations.find((mutation) => mutation.isError)
  const error = failed?.error ?? null

  const form: ReactNode = {
    edit: null,
    correct: null,
    override: (
      <WordsForm
        id={`${item.id} ${item.runId} override`}
        title={answered ? 'Override' : 'Say what you did'}
        effect={answered ? 'The AI’s answer is not used.' : 'The case is decided without an AI answer.'}
        label="Reason"
        placeholder={answered ? 'What is wrong with it, and what you did instead' : 'What you did, and by which policy'}
        required
        answer={{ schema: detail.outputSchema, initial: blankOf(detail.outputSchema, contents.output) }}
        submit={answered ? 'Override the answer' : 'Decide the case'}
        busy={decide.isPending}
        error={inForm(decide.error)}
        onSubmit={({ words, answer }) =>
          decide.mutate({ kind: 'overridden', reason: words, ...(answer === undefined ? {} : { finalOutput: answer }) })
        }
        onClose={close}
      />
    ),
    ignore: (
      <WordsForm
        id={`${item.id} ${item.runId} ignore`}
        title="Ignore"
        effect="The case is closed; nothing is done with the answer."
        label="Reason"
        placeholder="Why nothing is to be done: a test, a double, spam"
        required
        submit="Ignore and close"
        busy={decide.isPending}
        error={inForm(decide.error)}
        onSubmit={({ words }) => decide.mutate({ kind: 'ignored', reason: words })}
        onClose={close}
      />
    ),
    escalate: (
      <WordsForm
        id={`${item.id} ${item.runId} escalate`}
        title="Escalate"
        effect="The case stays open, one step more pressing."
        label="Reason"
        placeholder="What the next person needs to know"
        required
        person={{ label: 'To', optional: true }}
        submit="Escalate the case"
        busy={decide.isPending}
        error={inForm(decide.error)}
        onSubmit={({ words, to }) =>
          decide.mutate({ kind: 'escalated', reason: words, ...(to === null ? {} : { to }) })
        }
        onClose={close}
      />
    ),
    reassign: (
      <WordsForm
        id={`${item.id} ${item.runId} reassign`}
        title="Give it to a person"
        effect="Whoever holds it now holds it no longer."
        label="Note"
        placeholder="What they should know"
        required={false}
        person={{ label: 'Person', optional: false }}
        submit="Give the case"
        busy={reassign.isPending}
        error={inForm(reassign.error)}
        onSubmit={({ words, to }) => to !== null && reassign.mutate({ to, note: words })}
        onClose={close}
      />
    ),
    rerun: (
      <WordsForm
        id={`${item.id} ${item.runId} rerun`}
        title="Run it again"
        effect="The host calls the AI once more with the same input; the new answer comes back to this case. Nothing is sent."
        label="Note"
        placeholder="Why, if it helps the log"
        required={false}
        submit="Run it again"
        busy={rerun.isPending}
        error={inForm(rerun.error)}
        onSubmit={({ words }) => rerun.mutate(words)}
        onClose={close}
      />
    ),
    flag: (
      <WordsForm
        id={`${item.id} ${item.runId} flag`}
        title="Flag the answer"
        effect="Says that it looks wrong; the case stays as it is."
        label="What looks wrong"
        placeholder="Optional, in your words"
        required={false}
        submit="Flag it"
        busy={flag.isPending}
        error={inForm(flag.error)}
        onSubmit={({ words }) => flag.mutate(words)}
        onClose={close}
      />
    ),
  }[panel ?? 'edit']

  return (
    <BarContext value={bar}>
      <div className={classes.pane}>
        <div className={classes.scroll}>
          <CaseHead detail={detail} {...(back === undefined ? {} : { back })} />
          <ClaimStrip
            holding={holding}
            rerunWaiting={item.rerunWaiting}
            may={may}
            busy={held.claim.isPending || held.release.isPending}
            onClaim={() => held.claim.mutate()}
            onRelease={() => held.release.mutate()}
            onTake={() => reassign.mutate({ to: person.id, note: '' })}
          />
          {item.drill != null && (
            <div className={classes.inset}>
              <DrillTold detail={detail} />
            </div>
          )}
          <CaseGuidance id={item.id} workflow={item.workflow} className={classes.inset} />
          {held.claim.isError && (
            <div className={classes.inset}>
              <ProblemNotice error={held.claim.error} />
            </div>
          )}
          {error !== null && problemOf(error).status === 409 && (
            <Kept id={`${item.id} ${item.runId}`} panel={panel} error={error} />
          )}
          <CaseBody
            detail={detail}
            before={
              <SaidBefore
                detail={detail}
                onKeepMine={
                  may && !closed && panel !== 'edit'
                    ? (output) => {
                        putKept(`${item.id} ${item.runId} edit`, output)
                        openPanel('edit')
                      }
                    : null
                }
              />
            }
            outputForm={
              asked ? (
                panel === null && (
                  <OwnAnswerForm
                    detail={detail}
                    field={detail.ownAnswer?.field ?? ''}
                    blank={blankOf(detail.outputSchema, undefined)}
                    busy={answerFirst.isPending}
                    blocked={blocked}
                    error={inForm(answerFirst.error)}
                    onSend={(answer) => answerFirst.mutate(answer)}
                  />
                )
              ) : panel === 'edit' && answered ? (
                <EditForm
                  detail={detail}
                  busy={decide.isPending}
                  blocked={blocked}
                  error={inForm(decide.error)}
                  onSend={(finalOutput) => decide.mutate({ kind: 'edited', finalOutput })}
                  onClose={close}
                />
              ) : null
            }
            inputForm={
              panel === 'correct' ? (
                <CorrectForm
                  detail={detail}
                  busy={correct.isPending}
                  blocked={blocked}
                  error={inForm(correct.error)}
                  onSend={(input, note) => correct.mutate({ input, note })}
                  onClose={close}
                />
              ) : null
            }
          />
          <ReviewLog detail={detail} />
          <div className={classes.end} />
        </div>
        {may && !closed && (
          <div ref={setBar} className={`${classes.bar} no-print`} data-open={form !== null || undefined}>
            {form ??
              (panel === null && (
                <ActionBar
                  answered={answered}
                  asked={asked}
                  blocked={blocked}
                  mine={holding.kind === 'mine'}
                  busy={decide.isPending}
                  hint={hint ?? (decide.isError ? problemOf(decide.error).message : null)}
                  act={act}
                />
              ))}
          </div>
        )}
      </div>
    </BarContext>
  )
}

interface ActionBarProps {
  readonly answered: boolean
  /** The answer is not shown before the reader has given her own. */
  readonly asked: boolean
  readonly blocked: boolean
  readonly mine: boolean
  readonly busy: boolean
  readonly hint: string | null
  readonly act: (name: InboxAct) => boolean
}

function ActionBar({ answered, asked, blocked, mine, busy, hint, act }: ActionBarProps) {
  return (
    <div className={classes.actions}>
      {answered && (
        <>
          <Button
            disabled={blocked}
            loading={busy}
            onClick={() => act('accept')}
            leftSection={<IconCheck size={16} />}
            rightSection={<KeyCap>a</KeyCap>}
            variant={mine ? 'filled' : 'light'}
          >
            Accept
          </Button>
          <Button
            disabled={blocked}
            onClick={() => act('edit')}
            variant="default"
            leftSection={<IconEdit size={16} />}
            rightSection={<KeyCap>e</KeyCap>}
          >
            Edit
          </Button>
        </>
      )}
      {!asked && (
        <Button
          disabled={blocked}
          onClick={() => act('override')}
          variant={answered ? 'default' : mine ? 'filled' : 'light'}
          leftSection={answered ? <IconX size={16} /> : <IconWriting size={16} />}
          rightSection={<KeyCap>o</KeyCap>}
        >
          {answered ? 'Override' : 'Say what you did'}
        </Button>
      )}
      <Button
        className={classes.roomy ?? ''}
        disabled={blocked}
        onClick={() => act('escalate')}
        variant="default"
        leftSection={<IconArrowUpRight size={16} />}
        rightSection={<KeyCap>x</KeyCap>}
      >
        Escalate
      </Button>
      <Menu position="top-start" width={250}>
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconDots size={16} />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            className={classes.narrow ?? ''}
            disabled={blocked}
            leftSection={<IconArrowUpRight size={16} />}
            onClick={() => act('escalate')}
          >
            Escalate
          </Menu.Item>
          <Menu.Item
            disabled={blocked}
            leftSection={<IconPencilCheck size={16} />}
            rightSection={<KeyCap>c</KeyCap>}
            onClick={() => act('correct')}
          >
            Correct the input
          </Menu.Item>
          <Menu.Item
            disabled={blocked}
            leftSection={<IconRefresh size={16} />}
            rightSection={<KeyCap>r</KeyCap>}
            onClick={() => act('rerun')}
          >
            Run it again
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUserShare size={16} />}
            rightSection={<KeyCap>g</KeyCap>}
            onClick={() => act('reassign')}
          >
            Give it to a person
          </Menu.Item>
          <Menu.Item leftSection={<IconFlag size={16} />} rightSection={<KeyCap>f</KeyCap>} onClick={() => act('flag')}>
            Flag the answer
          </Menu.Item>
          <Menu.Item
            disabled={blocked}
            leftSection={<IconX size={16} />}
            rightSection={<KeyCap>i</KeyCap>}
            onClick={() => act('ignore')}
          >
            Ignore, nothing to do
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <output className={classes.hint}>{hint}</output>
    </div>
  )
}

interface EditFormProps {
  readonly detail: CaseDetail
  readonly busy: boolean
  readonly blocked: boolean
  readonly error: unknown
  readonly onSend: (value: unknown) => void
  readonly onClose: () => void
}

/** The answer as a form, with what changes against the draft below it, word by word, before it is sent. */
function EditForm({
  detail: { case: item, contents, outputSchema },
  busy,
  blocked,
  error,
  onSend,
  onClose,
}: EditFormProps) {
  const [value, keep, forget] = useKept<unknown>(`${item.id} ${item.runId} edit`, contents.output)
  const first = mainTextKey(contents.output)
  const changes = changesOf(contents.output, value, outputSchema)
  const faults = problemOf(error).errors.map(({ path, message }) => ({
    path: path.replace(/^\/finalOutput/, ''),
    message,
  }))
  return (
    <ActForm
      title="Edit the answer"
      effect={
        changes.length === 0
          ? 'Change something, or accept it as it is.'
          : `${formatCount(changes.length, 'field')} changed. The draft is kept beside it.`
      }
      inPane
      submit="Send the edited answer"
      busy={busy}
      disabled={blocked || changes.length === 0}
      error={error}
      onSubmit={() => onSend(value)}
      onClose={onClose}
    >
      <ValueForm value={value} schema={outputSchema} faults={faults} first={first} only={first} onChange={keep} />
      {changes.length > 0 && (
        <section className={classes.preview} aria-label="What changes">
          <div className={classes.previewHead}>
            <h3>What changes</h3>
            <button type="button" className={classes.plain} onClick={forget}>
              Back to the draft
            </button>
          </div>
          <ChangesPreview changes={changes} />
        </section>
      )}
      {first !== null && isObject(value) && Object.keys(value).length > 1 && (
        <details className={classes.others} open={faults.length > 0 || undefined}>
          <summary>Other fields of the answer</summary>
          <ValueForm value={value} schema={outputSchema} faults={faults} without={first} onChange={keep} />
        </details>
      )}
    </ActForm>
  )
}

interface CorrectFormProps extends Omit<EditFormProps, 'onSend'> {
  readonly onSend: (input: unknown, note: string) => void
}

/** The input as a form; the corrected one is kept beside the first and the unit runs again. */
function CorrectForm({
  detail: { case: item, contents, inputSchema },
  busy,
  blocked,
  error,
  onSend,
  onClose,
}: CorrectFormProps) {
  const [typed, keep] = useKept<{ readonly input: unknown; readonly note: string }>(
    `${item.id} ${item.runId} correct`,
    {
      input: contents.input ?? blankOf(inputSchema, undefined),
      note: '',
    },
  )
  const changed = changesOf(contents.input ?? {}, typed.input, inputSchema).length > 0
  const faults = problemOf(error).errors.map(({ path, message }) => ({ path: path.replace(/^\/input/, ''), message }))
  return (
    <ActForm
      title="Correct the input"
      effect="The first input is kept; the unit runs again and comes back to this case."
      inPane
      submit="Correct and run again"
      busy={busy}
      disabled={blocked || !changed}
      error={error}
      onSubmit={() => onSend(typed.input, typed.note)}
      onClose={onClose}
    >
      <ValueForm
        value={typed.input}
        schema={inputSchema}
        faults={faults}
        onChange={(input) => keep({ ...typed, input })}
      />
      <Textarea
        label="Note"
        placeholder="What was wrong with it"
        autosize
        minRows={1}
        value={typed.note}
        onChange={(event) => keep({ ...typed, note: event.currentTarget.value })}
      />
    </ActForm>
  )
}

/** A conflict is told above the case, where what was typed is handed back; anything else in the form itself. */
function inForm(error: unknown): unknown {
  return problemOf(error).status === 409 ? null : error
}

/** Somebody was faster: says who, and hands back what was typed. */
function Kept({ id, panel, error }: { readonly id: string; readonly panel: Panel | null; readonly error: unknown }) {
  const text = panel === null ? null : keptText(id, panel)
  return (
    <div className={classes.inset}>
      <ProblemNotice error={error} />
      {text !== null && (
        <div className={classes.kept}>
          <Notice tone="quiet" title="What you typed is kept">
            <CopyText text={text} label="what you typed" block />
          </Notice>
        </div>
      )}
    </div>
  )
}

function keptText(id: string, panel: Panel): string | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(`dayshift-typed ${id} ${panel}`) ?? 'null')
    if (!isObject(kept)) return null
    if (typeof kept['words'] === 'string') return kept['words'] === '' ? null : kept['words']
    const main = mainTextKey(kept)
    return main === null ? JSON.stringify(kept) : String(kept[main])
  } catch {
    return null
  }
}

/** What an own answer starts from: the draft where there is one, else the schema's fields, empty. */
function blankOf(schema: unknown, draft: unknown): unknown {
  if (draft !== undefined) return draft
  return Object.fromEntries(
    Object.entries(propertiesOf(schema)).flatMap(([key, each]) =>
      isObject(each) && each['type'] === 'string' && each['enum'] === undefined ? [[key, '']] : [],
    ),
  )
}
