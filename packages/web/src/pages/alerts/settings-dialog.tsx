import { Button, Checkbox, Group, Modal, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import {
  alertSettingsQuery,
  changeAlertSettings,
  changeMyQuietHours,
  type AlertSettings,
  type QuietHours,
} from '../../api/alerts.ts'
import { LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { When } from '../../components/when.tsx'
import classes from './settings-dialog.module.css'

/** My quiet hours; for admins how alerts reach everybody. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const query = useQuery(alertSettingsQuery)
  return (
    <Modal opened onClose={onClose} title="Quiet hours" size="lg">
      {query.isPending && <LoadingRows rows={4} />}
      {query.isError && <ProblemNotice error={query.error} again={() => void query.refetch()} />}
      {query.data !== undefined && (
        <>
          <MyHours settings={query.data} />
          {query.data.mayChange && <Everybody settings={query.data} />}
        </>
      )}
    </Modal>
  )
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone
const NIGHT: QuietHours = { zone: HERE, from: '20:00', to: '07:00', days: [] }
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function useSettingsAct() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<AlertSettings>) => act(),
    onSuccess: (next) => queries.setQueryData(alertSettingsQuery.queryKey, next),
  })
}

function MyHours({ settings: { mine, quiet } }: { readonly settings: AlertSettings }) {
  const [own, setOwn] = useState(mine.own)
  const [hours, setHours] = useState<QuietHours | null>(mine.hours)
  const act = useSettingsAct()
  function send(event: FormEvent): void {
    event.preventDefault()
    act.mutate(() => changeMyQuietHours(own, own ? hours : null))
  }
  return (
    <form onSubmit={send} className={classes.part}>
      <Stack gap="sm">
        <p>In quiet hours only the urgent reaches you; the rest waits for their end.</p>
        <Switch
          label="Hours of my own"
          description={quiet === null ? 'The workspace has none' : `Else those of the workspace: ${inWords(quiet)}`}
          checked={own}
          onChange={(event) => setOwn(event.currentTarget.checked)}
        />
        {own && <Hours hours={hours} onChange={setHours} />}
        {act.isError && <ProblemNotice error={act.error} />}
        <Group justify="flex-end">
          {act.isSuccess && <span className={classes.saved}>Saved.</span>}
          <Button type="submit" loading={act.isPending}>
            Save my quiet hours
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Everybody({ settings }: { readonly settings: AlertSettings }) {
  const [urgent, setUrgent] = useState<number | string>(settings.acknowledgeMinutes.urgent)
  const [today, setToday] = useState<number | string>(settings.acknowledgeMinutes.today)
  const [noise, setNoise] = useState<number | string>(Math.round(settings.noiseLimit * 100))
  const [quiet, setQuiet] = useState<QuietHours | null>(settings.quiet)
  const [url, setUrl] = useState('')
  const act = useSettingsAct()
  function send(event: FormEvent): void {
    event.preventDefault()
    act.mutate(() =>
      changeAlertSettings({
        acknowledgeMinutes: { urgent: Number(urgent), today: Number(today) },
        quiet,
        noiseLimit: Number(noise) / 100,
        ...(url.trim() === '' ? {} : { heartbeat: { url: url.trim(), everyMinutes: 5 } }),
      }),
    )
  }
  const { heartbeat } = settings
  return (
    <form onSubmit={send} className={classes.part}>
      <Stack gap="sm">
        <h3 className={classes.title}>For everybody in the workspace</h3>
        <Group grow align="flex-start">
          <NumberInput label="Urgent: minutes to answer" min={1} max={1440} value={urgent} onChange={setUrgent} />
          <NumberInput label="Others: minutes to answer" min={5} max={10080} value={today} onChange={setToday} />
          <NumberInput label="Noise at most, %" min={10} max={100} value={noise} onChange={setNoise} />
        </Group>
        <Hours hours={quiet} onChange={setQuiet} />
        <TextInput
          label="Heartbeat address"
          description={
            heartbeat === null
              ? 'Asked every 5 minutes while the watch works, so that somebody outside notices when it does not'
              : `Now at ${heartbeat.host}. Write another to replace it.`
          }
          placeholder="https://…"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        {heartbeat !== null && (
          <p className={classes.beat}>
            {heartbeat.sentAt === null ? (
              'Not sent yet.'
            ) : (
              <>
                Last sent <When at={heartbeat.sentAt} />.
              </>
            )}{' '}
            {heartbeat.failure !== null && <span className={classes.failure}>{heartbeat.failure}</span>}
          </p>
        )}
        {act.isError && <ProblemNotice error={act.error} />}
        <Group justify="flex-end">
          {act.isSuccess && <span className={classes.saved}>Saved.</span>}
          <Button type="submit" variant="default" loading={act.isPending}>
            Save for everybody
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface HoursProps {
  readonly hours: QuietHours | null
  readonly onChange: (hours: QuietHours | null) => void
}

function Hours({ hours, onChange }: HoursProps) {
  return (
    <>
      <Checkbox
        label="Quiet at night"
        checked={hours !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? NIGHT : null)}
      />
      {hours !== null && (
        <>
          <Group grow>
            <TextInput
              label="From"
              type="time"
              required
              value={hours.from}
              onChange={(event) => onChange({ ...hours, from: event.currentTarget.value })}
            />
            <TextInput
              label="To"
              type="time"
              required
              value={hours.to}
              onChange={(event) => onChange({ ...hours, to: event.currentTarget.value })}
            />
            <TextInput
              label="Zone"
              required
              value={hours.zone}
              onChange={(event) => onChange({ ...hours, zone: event.currentTarget.value })}
            />
          </Group>
          <Checkbox.Group
            label="Quiet all day on"
            value={hours.days.map(String)}
            onChange={(days) => onChange({ ...hours, days: days.map(Number) })}
          >
            <Group gap="sm" mt={4}>
              {DAYS.map((day, index) => (
                <Checkbox key={day} value={String(index + 1)} label={day} />
              ))}
            </Group>
          </Checkbox.Group>
        </>
      )}
    </>
  )
}

function inWords({ from, to, zone }: QuietHours): string {
  return `${from} to ${to}, ${zone}`
}
