import { Button, Checkbox, Textarea } from '@mantine/core'
import { useState } from 'react'
import { stepAlert, type AlertDetail, type AlertStepRequest } from '../../api/alerts.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import classes from './alert-steps.module.css'
import { hrefOfGround } from './alert-words.ts'
import { useAlertAct } from './use-alert-act.ts'

type Asked = 'pause' | 'leave-running' | 'examples' | 'to-builder' | 'informed' | 'spoken'

/** The acts in their order, each with how it stands; the first that isn't done is the next. */
export function AlertSteps({ detail }: { readonly detail: AlertDetail }) {
  const [asking, setAsking] = useState<Asked | null>(null)
  const act = useAlertAct(detail.alert.id)
  const { steps, mayAct, alert } = detail
  const open = mayAct && alert.state !== 'resolved'
  const next = steps.find(({ done }) => !done)?.step
  return (
    <>
      <ol className={classes.steps}>
        {steps.map(({ step, name, done, sentence }) => (
          <li key={step} className={classes.step} data-next={(open && step === next) || undefined}>
            <span className={classes.mark}>
              <VerdictMark verdict={done ? 'met' : 'unknown'} word={false} size={18} />
            </span>
            <div className={classes.body}>
              <h3 className={classes.name}>{name}</h3>
              <p className={classes.stands}>{sentence}</p>
            </div>
            {open && (
              <div className={classes.buttons}>
                <StepButtons
                  step={step}
                  detail={detail}
                  isNext={step === next}
                  ask={setAsking}
                  send={(body) => act.mutate(() => stepAlert(alert.id, body))}
                  busy={act.isPending}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
      {act.isError && <ProblemNotice error={act.error} />}
      {asking === 'examples' && <ExamplesDialog detail={detail} onClose={() => setAsking(null)} />}
      {asking !== null && asking !== 'examples' && (
        <WordsDialog detail={detail} step={asking} onClose={() => setAsking(null)} />
      )}
    </>
  )
}

interface StepButtonsProps {
  readonly step: AlertDetail['steps'][number]['step']
  readonly detail: AlertDetail
  readonly isNext: boolean
  readonly ask: (step: Asked) => void
  readonly send: (body: AlertStepRequest) => void
  readonly busy: boolean
}

function StepButtons({ step, detail, isNext, ask, send, busy }: StepButtonsProps) {
  const { alert, isPaused, builder, steps } = detail
  const isDone = steps.find((each) => each.step === step)?.done ?? false
  const look = { size: 'xs', variant: isNext ? 'filled' : 'default' } as const
  switch (step) {
    case 'pause':
      if (isPaused) return <To href={hrefOfGround(alert.on)}>Open the workflow</To>
      return (
        <>
          <Button {...look} {...(isNext ? { color: 'rust' } : {})} onClick={() => ask('pause')}>
            Pause {alert.on.name}
          </Button>
          {!isDone && (
            <Button size="xs" variant="default" onClick={() => ask('leave-running')}>
              Leave it running
            </Button>
          )}
        </>
      )
    case 'examples':
      return (
        <Button {...look} onClick={() => ask('examples')}>
          Collect examples
        </Button>
      )
    case 'how-wide':
      return (
        <Button {...look} loading={busy} onClick={() => send({ step: 'how-wide' })}>
          {isDone ? 'Count it again' : 'Keep this count'}
        </Button>
      )
    case 'to-builder':
      if (isDone || builder === null) return null
      return (
        <Button {...look} onClick={() => ask('to-builder')}>
          Give it to {builder.name}
        </Button>
      )
    case 'informed':
      return (
        <Button {...look} onClick={() => ask('informed')}>
          {isDone ? 'Inform again' : 'Say that the rest knows'}
        </Button>
      )
    case 'spoken':
      return (
        <Button {...look} onClick={() => ask('spoken')}>
          {isDone ? 'Add what they say' : 'Keep what they say'}
        </Button>
      )
    case 'mend-seam':
      return isDone ? null : <To href={hrefOfGround(alert.on)}>Open the seam</To>
    case 'first-responder':
    case 'backup':
      return null
    default:
      return step satisfies never
  }
}

interface DialogProps {
  readonly detail: AlertDetail
  readonly onClose: () => void
}

const WORDS: {
  readonly [S in Exclude<Asked, 'examples'>]: {
    readonly title: string
    readonly label: string
    readonly effect: string
    readonly needed: boolean
  }
} = {
  pause: {
    title: 'Pause the workflow',
    label: 'Reason',
    effect: 'Every unit takes the fallback until somebody ends the pause. Whoever gets its units reads the reason.',
    needed: true,
  },
  'leave-running': {
    title: 'Leave it running',
    label: 'Why',
    effect: 'It goes on serving units; that you looked and decided so is kept.',
    needed: true,
  },
  'to-builder': {
    title: 'Give it to the builder',
    label: 'What you found',
    effect: 'The alert waits for the builder from then on, with the examples that are collected.',
    needed: false,
  },
  informed: {
    title: 'The rest is informed',
    label: 'Whom you told, and what',
    effect: 'It is kept with the alert, so that nobody has to ask who knows.',
    needed: true,
  },
  spoken: {
    title: 'Keep what they say',
    label: 'With whom you spoke, and what they said',
    effect: 'It is kept with the alert, so that whoever mends it begins with the reason.',
    needed: true,
  },
}

function WordsDialog({ detail, step, onClose }: DialogProps & { readonly step: Exclude<Asked, 'examples'> }) {
  const [words, setWords] = useState('')
  const act = useAlertAct(detail.alert.id, onClose)
  const { title, label, effect, needed } = WORDS[step]
  const text = words.trim()
  const body: AlertStepRequest = step === 'pause' ? { step, reason: text } : { step, note: text }
  return (
    <FormDialog
      title={title}
      submit={title}
      act={act}
      isDangerous={step === 'pause'}
      isReady={!needed || text !== ''}
      onSubmit={() => act.mutate(() => stepAlert(detail.alert.id, body))}
      onClose={onClose}
    >
      <p>{effect}</p>
      <Textarea
        label={label}
        autosize
        minRows={2}
        maxLength={500}
        required={needed}
        data-autofocus
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** Runs that people or the record say were not right, to be kept as examples. */
function ExamplesDialog({ detail, onClose }: DialogProps) {
  const { suggested, alert } = detail
  const [chosen, setChosen] = useState<readonly string[]>(suggested.slice(0, 5).map(({ runId }) => runId))
  const act = useAlertAct(alert.id, onClose)
  return (
    <FormDialog
      title="Collect examples"
      size="lg"
      submit={`Keep ${formatCount(chosen.length, 'example')}`}
      act={act}
      isReady={chosen.length > 0}
      onSubmit={() => act.mutate(() => stepAlert(alert.id, { step: 'examples', runIds: [...chosen], note: '' }))}
      onClose={onClose}
    >
      {suggested.length === 0 ? (
        <p>
          Since it began, nobody has overridden, edited or flagged a unit, and none has failed. Look through{' '}
          <To href={paths.runs(alert.on.kind === 'workflow' ? { workflow: alert.on.slug } : {})}>the runs</To> and flag
          those that are wrong: they are offered here then.
        </p>
      ) : (
        <p>Units since it began that people or the record say were not right.</p>
      )}
      {suggested.map((run) => (
        <Checkbox
          key={run.runId}
          label={`${run.unitKey}: ${run.why}`}
          checked={chosen.includes(run.runId)}
          onChange={(event) =>
            setChosen(
              event.currentTarget.checked ? [...chosen, run.runId] : chosen.filter((each) => each !== run.runId),
            )
          }
        />
      ))}
    </FormDialog>
  )
}
