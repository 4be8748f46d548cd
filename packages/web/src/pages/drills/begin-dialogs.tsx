import { Group, NumberInput, Radio, Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { DAY_MS, FAULT_KINDS, type FaultKind, FEWEST_TASKS, QUIZ_TASKS } from '@dayshift/core'
import { useState, type ReactNode } from 'react'
import { beginDrill, drillQuery, type DrillKind, type DrillList, type DrillRequest } from '../../api/drills.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatNumber, NBSP } from '../../words/format.ts'
import { localDay } from '../../words/local-input.ts'
import classes from './begin-dialogs.module.css'
import { FAULT_EFFECTS, FAULT_MEANINGS, FAULT_NAMES, KIND_ACTS, touchWords, unitsTouched } from './drill-words.ts'

interface BeginProps {
  readonly list: DrillList
  readonly onClose: () => void
}

/** Plans a drill; says its effect in numbers before it is begun. */
export function BeginDialog({ kind, ...props }: BeginProps & { readonly kind: DrillKind | 'quiz' }) {
  switch (kind) {
    case 'quiz':
      return <QuizDialog {...props} />
    case 'practice':
      return <PracticeDialog {...props} />
    case 'operator-day':
      return <DayDialog {...props} />
    case 'forced-failure':
      return <FailureDialog {...props} />
    case 'target-check':
      return <TargetDialog {...props} />
    default:
      return kind satisfies never
  }
}

interface DialogProps extends BeginProps {
  readonly kind: DrillKind
  /** What is begun, where it isn't the kind. */
  readonly title?: string
  readonly request: DrillRequest | null
  readonly submit: string
  readonly isDangerous?: boolean
  /** What follows from it. */
  readonly effect: ReactNode
  readonly children?: ReactNode
}

function Dialog({ list, onClose, kind, title, request, submit, isDangerous = false, effect, children }: DialogProps) {
  const go = useGo()
  const queries = useQueryClient()
  const { slug } = list.workflow
  const begin = useMutation({
    mutationFn: (body: DrillRequest) => beginDrill(slug, body),
    onSuccess: (drill) => {
      queries.setQueryData(drillQuery(drill.id).queryKey, drill)
      void queries.invalidateQueries({ queryKey: ['drills', slug] })
      if (kind === 'forced-failure') notifications.show({ message: 'Hosts hear it within 5 s.' })
      go(paths.drill(slug, drill.id))
    },
  })
  return (
    <FormDialog
      title={title ?? KIND_ACTS[kind]}
      size={kind === 'forced-failure' ? 'lg' : 'md'}
      submit={submit}
      act={begin}
      onSubmit={() => {
        if (request !== null) begin.mutate(request)
      }}
      isReady={request !== null}
      isDangerous={isDangerous}
      onClose={onClose}
    >
      {children}
      <div className={classes.effect}>{effect}</div>
    </FormDialog>
  )
}

function QuizDialog({ list, onClose }: BeginProps) {
  return (
    <Dialog
      list={list}
      onClose={onClose}
      kind="practice"
      title="Take a quiz"
      request={{ kind: 'practice', size: FEWEST_TASKS, quiz: true }}
      submit="Begin the quiz"
      effect={
        <>
          {QUIZ_TASKS} outputs drawn from {formatCount(list.pastCases, 'closed case')}; some are wrong on purpose. Say
          of each what you would do; what is right is shown after it. It takes some ten minutes and comes back after 7,
          14, 30, 60 and 90 days, as long as you pass. How you did is for you alone.
        </>
      }
    />
  )
}

function PracticeDialog({ list, onClose }: BeginProps) {
  const { person: me } = useSession()
  const [person, setPerson] = useState(me.id)
  const [size, setSize] = useState<number | ''>(10)
  const [passAt, setPassAt] = useState<number | ''>(8)
  const chosen = list.people.find(({ id }) => id === person)
  const isMine = person === me.id
  const complete = size !== '' && passAt !== '' && passAt <= size
  return (
    <Dialog
      list={list}
      onClose={onClose}
      kind="practice"
      request={complete ? { kind: 'practice', person, size, passAt } : null}
      submit={isMine ? 'Begin the practice' : `Plan the practice of ${chosen?.name ?? 'this person'}`}
      effect={
        <>
          Drawn from {formatCount(list.pastCases, 'closed case')} whose contents are kept, and from mishaps made of
          them. What is right is shown after each answer. Seeing output that is off, and stopping, may not go wrong
          once. Nothing in it touches a real case or a figure.
        </>
      }
    >
      <Select
        label="Who practises"
        searchable
        allowDeselect={false}
        value={person}
        onChange={(id) => id !== null && setPerson(id)}
        data={list.people.map(({ id, name }) => ({ value: id, label: id === me.id ? `${name} (you)` : name }))}
      />
      <Group grow>
        <NumberInput label="Tasks" min={10} max={30} clampBehavior="strict" value={size} onChange={number(setSize)} />
        <NumberInput
          label="Right answers that pass"
          min={1}
          max={size === '' ? 30 : size}
          value={passAt}
          onChange={number(setPassAt)}
        />
      </Group>
    </Dialog>
  )
}

function DayDialog({ list, onClose }: BeginProps) {
  const [date, setDate] = useState(() => localDay(new Date(Date.now() + DAY_MS)))
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [units, setUnits] = useState<number | ''>(10)
  const complete = date !== '' && zone !== '' && units !== ''
  const operator = list.operator?.name ?? 'the operator'
  return (
    <Dialog
      list={list}
      onClose={onClose}
      kind="operator-day"
      request={complete ? { kind: 'operator-day', date, zone, minimumUnits: units } : null}
      submit="Plan the operator day"
      effect={
        <>
          {date === '' ? 'On that day' : `On ${formatDate(new Date(`${date}T12:00:00`))}`} {operator} runs it alone. It
          passes only where ledger and runs show no act of a builder, every case is closed by operators, and whatever is
          done by hand is in the list that {operator} makes. At today’s pace about{' '}
          {formatCount(Math.round(list.unitsPerHour * 24), 'unit')} a day meet the AI.
        </>
      }
    >
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label="Day"
          required
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <TextInput label="Zone" required value={zone} onChange={(event) => setZone(event.currentTarget.value)} />
      </Group>
      <NumberInput
        label="Fewest units"
        description="A day with fewer says nothing"
        min={1}
        value={units}
        onChange={number(setUnits)}
      />
    </Dialog>
  )
}

function FailureDialog({ list, onClose }: BeginProps) {
  const [fault, setFault] = useState<FaultKind>('error')
  const [whom, setWhom] = useState<'share' | 'named'>('share')
  const [percent, setPercent] = useState<number | ''>(() => startShare(list.unitsPerHour))
  const [named, setNamed] = useState('')
  const [minutes, setMinutes] = useState<number | ''>(30)
  const [notice, setNotice] = useState<number | ''>(15)
  const [seconds, setSeconds] = useState<number | ''>(20)
  const [factor, setFactor] = useState<number | ''>(10)
  const keys = [...new Set(named.split(/[\n,]/).map((key) => key.trim()))].filter((key) => key !== '')
  const units =
    whom === 'named' ? keys.length : unitsTouched(list.unitsPerHour, percent === '' ? 0 : percent, minutes || 0)
  const who = whom === 'named' ? (keys.length > 0 ? { unitKeys: keys } : null) : percent === '' ? null : { percent }
  const request: DrillRequest | null =
    who === null || minutes === '' || notice === ''
      ? null
      : {
          kind: 'forced-failure',
          fault,
          ...who,
          minutes,
          noticeWithinMinutes: notice,
          ...(fault === 'slow' && seconds !== '' ? { slowMs: seconds * 1000 } : {}),
          ...(fault === 'cost-spike' && factor !== '' ? { factor } : {}),
        }
  const touched = whom === 'named' ? formatCount(keys.length, 'named unit') : touchWords(units)
  return (
    <Dialog
      list={list}
      onClose={onClose}
      kind="forced-failure"
      request={request}
      submit={units === 0 ? 'Force the failure' : `Force it on ${touched}`}
      isDangerous
      effect={
        <>
          <strong>
            Touches {touched}
            {whom === 'share' && minutes !== '' && (
              <>
                {' '}
                in {formatNumber(minutes)}
                {NBSP}min
              </>
            )}
          </strong>
          ; each {FAULT_EFFECTS[fault]}.
          {units === 0 && ' With no unit touched nothing is proven: raise the share or the time.'} It ends by itself,
          and you can stop it at once. Its runs are in no figure.
          {list.operator !== null && ` ${list.operator.name} is not told until it is over.`}
        </>
      }
    >
      {list.operator === null && (
        <Notice tone="person" title="Nobody is named as the operator">
          Name one first: otherwise nobody can be shown to notice.
        </Notice>
      )}
      <Radio.Group label="What goes wrong" value={fault} onChange={(value) => setFault(value)}>
        <div className={classes.faults}>
          {FAULT_KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={FAULT_NAMES[kind]}
              description={FAULT_MEANINGS[kind]}
              className={classes.fault}
              styles={{ description: { marginTop: 0, paddingInlineStart: 12 } }}
            />
          ))}
        </div>
      </Radio.Group>
      {fault === 'slow' && (
        <NumberInput
          label="Held back for"
          suffix=" s"
          min={1}
          max={600}
          value={seconds}
          onChange={number(setSeconds)}
        />
      )}
      {fault === 'cost-spike' && (
        <NumberInput label="Cost told" suffix=" times" min={2} max={1000} value={factor} onChange={number(setFactor)} />
      )}
      <Group grow align="flex-start">
        <Select
          label="Which units"
          allowDeselect={false}
          value={whom}
          onChange={(value) => setWhom(value === 'named' ? 'named' : 'share')}
          data={[
            { value: 'share', label: 'A share of those that reach the AI' },
            { value: 'named', label: 'Units by name' },
          ]}
        />
        {whom === 'share' ? (
          <NumberInput label="Share" suffix=" %" min={0.01} max={100} value={percent} onChange={number(setPercent)} />
        ) : (
          <Textarea
            label="Their keys, one a line"
            autosize
            minRows={1}
            maxRows={5}
            value={named}
            onChange={(event) => setNamed(event.currentTarget.value)}
          />
        )}
      </Group>
      <Group grow align="flex-start">
        <NumberInput label="Lasts" suffix=" min" min={1} max={60} value={minutes} onChange={number(setMinutes)} />
        <NumberInput
          label="To be noticed within"
          suffix=" min"
          min={1}
          max={60}
          value={notice}
          onChange={number(setNotice)}
        />
      </Group>
    </Dialog>
  )
}

function TargetDialog({ list, onClose }: BeginProps) {
  const [days, setDays] = useState<number | ''>(7)
  return (
    <Dialog
      list={list}
      onClose={onClose}
      kind="target-check"
      request={days === '' ? null : { kind: 'target-check', windowDays: days }}
      submit="Check them now"
      effect="Output, speed and cost of ordinary work are held against the workspace’s targets and the manifest’s limits, each with its interval. What nobody wrote down can’t be met."
    >
      <NumberInput label="Last days" suffix=" d" min={1} max={90} value={days} onChange={number(setDays)} />
    </Dialog>
  )
}

/** Enough for some eight units in half an hour, and never more than half of them. */
function startShare(unitsPerHour: number): number {
  if (unitsPerHour <= 0) return 50
  return Math.min(50, Math.max(1, Math.round(1600 / unitsPerHour)))
}

function number(set: (value: number | '') => void) {
  return (value: number | string): void => set(typeof value === 'number' ? value : '')
}
