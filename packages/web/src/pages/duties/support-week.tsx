import { Button, Checkbox, Group, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { IconCheck, IconClock, IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { checkSupportDay, closeSupport, transferQuery, type EarlySupport, type TransferView } from '../../api/duties.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatInstant, listOf } from '../../words/format.ts'
import classes from './duties.module.css'
import { useTransferAct } from './use-duty-act.ts'

type Day = EarlySupport['days'][number]

/** The days after the transfer: each with its checklist, what was rough, and how it ends. Nothing before the transfer. */
export function SupportWeek({ slug }: { readonly slug: string }) {
  const { data } = useQuery(transferQuery(slug))
  if (data === undefined || data.support === null) return null
  const { support } = data
  const today = support.days.find(({ day }) => day === support.today) ?? null
  return (
    <div id="support">
      <Section
        title="Early support"
        note={`${support.daysChecked} of ${formatCount(support.days.length, 'day')} looked at${support.pass > 1 ? `, pass ${support.pass}` : ''}`}
      >
        <p className={classes.said}>{sentenceOf(support)}</p>
        <ol className={classes.week} aria-label="Days of early support">
          {support.days.map((day) => (
            <DayBox key={day.day} day={day} zone={data.transfer?.zone} />
          ))}
        </ol>
        {today !== null && support.verdict !== 'settled' && (
          <Checklist key={`${support.pass} ${today.day}`} view={data} day={today} />
        )}
        <Verdict view={data} support={support} />
        <Rough support={support} />
      </Section>
    </div>
  )
}

function sentenceOf(support: EarlySupport): string {
  const { verdict, verdicts, builder, today, until, days } = support
  const last = verdicts.at(-1)
  if (verdict === 'settled' && last !== undefined) {
    return `${last.by.name} called it settled on ${formatDate(new Date(last.at))}${last.note === '' ? '.' : `: “${last.note}”`}`
  }
  const reach = `${builder.name} stays reachable.`
  if (today === null && Date.parse(support.days[0]?.from ?? until) > Date.now()) {
    return `The next pass begins on ${formatDate(new Date(support.days[0]?.from ?? until))}. ${reach}`
  }
  if (today === null) return `The days are over, and it waits for its verdict. ${reach}`
  return `Day ${today} of ${days.length}. ${reach}`
}

const DAY_WORDS = { done: 'Looked at', missed: 'Missed', open: 'Today', ahead: 'Ahead' } as const

/** A day of early support is a calendar day where the transfer's date was written. */
function DayBox({ day, zone }: { readonly day: Day; readonly zone: string | undefined }) {
  const Icon = { done: IconCheck, missed: IconX, open: IconClock, ahead: null }[day.state]
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Date(day.from).toLocaleDateString('en-GB', { ...options, timeZone: zone })
  return (
    <li
      className={classes.day}
      data-state={day.state}
      title={`From ${formatInstant(new Date(day.from))}`}
      aria-current={day.state === 'open' ? 'step' : undefined}
    >
      <span className={classes.dayName}>
        Day {day.day}
        {Icon !== null && <Icon size={15} stroke={2.2} aria-hidden />}
      </span>
      <span className="num">
        {part({ weekday: 'short' })} {part({ day: 'numeric' })} {part({ month: 'short' })}
      </span>
      <span>{day.state === 'done' ? day.check?.by.name : DAY_WORDS[day.state]}</span>
    </li>
  )
}

function Checklist({ view, day }: { readonly view: TransferView; readonly day: Day }) {
  const { slug } = view.workflow
  const mayWrite = useMay('handover:write')
  const [logs, setLogs] = useState(day.check?.logsChecked ?? false)
  const [exceptions, setExceptions] = useState(day.check?.exceptionsReviewed ?? false)
  const [rough, setRough] = useState(day.check?.rough ?? '')
  const send = useTransferAct(
    slug,
    () => checkSupportDay(slug, { logsChecked: logs, exceptionsReviewed: exceptions, rough: rough.trim() }),
    () => notifications.show({ message: `Day ${day.day} is kept.` }),
  )
  const who = view.acts.find(({ act }) => act === 'check')
  if (!mayWrite || who?.may !== true) {
    if (day.state === 'done') return null
    return (
      <p className={classes.said}>
        Day {day.day} waits for {listOf(who?.who.map(({ name }) => name) ?? []).replace(' and ', ' or ')}: logs,
        exceptions, what is rough.
      </p>
    )
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    send.mutate()
  }
  const isWhole = logs && exceptions
  return (
    <form onSubmit={submit} className={classes.checklist} aria-label={`Checklist of day ${day.day}`}>
      <div className={classes.checklistTitle}>Day {day.day}, yours today</div>
      <Checkbox
        label="I looked through the logs of the day"
        checked={logs}
        onChange={(event) => setLogs(event.currentTarget.checked)}
      />
      <Checkbox
        label="I reviewed every exception"
        checked={exceptions}
        onChange={(event) => setExceptions(event.currentTarget.checked)}
      />
      <Textarea
        label="What is rough"
        description="Leave it empty where nothing was."
        autosize
        minRows={2}
        maxLength={4000}
        value={rough}
        onChange={(event) => setRough(event.currentTarget.value)}
      />
      {send.isError && <ProblemNotice error={send.error} />}
      <Group>
        <Button type="submit" loading={send.isPending} variant={isWhole ? 'filled' : 'default'}>
          {isWhole ? `Finish day ${day.day}` : `Keep what is done of day ${day.day}`}
        </Button>
      </Group>
    </form>
  )
}

/** From the last day on: settled, or one more pass. */
function Verdict({ view, support }: { readonly view: TransferView; readonly support: EarlySupport }) {
  const { slug, name } = view.workflow
  const mayWrite = useMay('handover:write')
  const [note, setNote] = useState('')
  const close = useTransferAct(
    slug,
    (verdict: 'settled' | 'one-more-pass') => closeSupport(slug, verdict, note.trim()),
    () => setNote(''),
  )
  const lastDay = support.days.at(-1)
  const isTime = lastDay !== undefined && Date.parse(lastDay.from) <= Date.now()
  if (support.verdict === 'settled' || !isTime) return null
  const who = view.acts.find(({ act }) => act === 'close')
  if (!mayWrite || who?.may !== true) {
    return (
      <p className={classes.said}>
        {listOf(who?.who.map((each) => each.name) ?? []) || 'Whoever holds the daily care'} closes it: settled, or one
        more pass.
      </p>
    )
  }
  const open = support.days.length - support.daysChecked
  return (
    <form className={classes.checklist} aria-label="Verdict" onSubmit={(event) => event.preventDefault()}>
      <div className={classes.checklistTitle}>
        {open === 0
          ? `Every day was looked at. Is ${name} settled?`
          : `${formatCount(open, 'day')} of ${support.days.length} ${open === 1 ? 'was' : 'were'} not looked at: it can't be called settled yet.`}
      </div>
      <Textarea
        label="In a few words"
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {close.isError && <ProblemNotice error={close.error} />}
      <Group>
        {open === 0 && (
          <Button loading={close.isPending} onClick={() => close.mutate('settled')}>
            Call it settled
          </Button>
        )}
        <Button
          variant={open === 0 ? 'default' : 'filled'}
          loading={close.isPending}
          onClick={() => close.mutate('one-more-pass')}
        >
          Take one more pass of {formatCount(support.days.length, 'day')}
        </Button>
      </Group>
    </form>
  )
}

function Rough({ support }: { readonly support: EarlySupport }) {
  if (support.rough.length === 0) return null
  return (
    <>
      <h3 className={classes.roughTitle}>What was rough</h3>
      <ul className={classes.rough} aria-label="What was rough">
        {support.rough.map(({ pass, day, text, by, at }) => (
          <li key={`${pass} ${day}`}>
            {text}{' '}
            <span className="quiet">
              {by.name}, {formatDate(new Date(at))}, day {day}
              {support.pass > 1 && ` of pass ${pass}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
