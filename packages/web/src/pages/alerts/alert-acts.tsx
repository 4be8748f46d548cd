import { Button, Menu, Textarea } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { acknowledgeAlert, resolveAlert, snoozeAlert, type Alert } from '../../api/alerts.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { useNow } from '../../components/use-now.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatInstant } from '../../words/format.ts'
import classes from './alert-acts.module.css'
import { useAlertAct } from './use-alert-act.ts'

interface AlertActsProps {
  readonly alert: Alert
  /** `row` is small, and stands in lists. */
  readonly size?: 'row' | 'page'
}

/** Take it, put it off, say what it was worth: the next act first. */
export function AlertActs({ alert, size = 'page' }: AlertActsProps) {
  const may = useMay('handover:write')
  const act = useAlertAct(alert.id)
  const [verdict, setVerdict] = useState<'useful' | 'noise' | null>(null)
  if (alert.state === 'resolved') return null
  if (!may) return <p className={classes.who}>Members and admins answer alerts.</p>
  const small = size === 'row' ? ({ size: 'xs' } as const) : {}
  const isOpen = alert.state === 'open' || alert.state === 'snoozed'
  return (
    <div className={classes.acts} data-size={size}>
      <div className={classes.buttons}>
        {isOpen && (
          <Button {...small} loading={act.isPending} onClick={() => act.mutate(() => acknowledgeAlert(alert.id))}>
            Take this alert
          </Button>
        )}
        {alert.state !== 'calm' && <SnoozeMenu alert={alert} small={size === 'row'} />}
        <Button {...small} variant={isOpen ? 'default' : 'filled'} onClick={() => setVerdict('useful')}>
          Resolve as useful
        </Button>
        <Button {...small} variant="default" onClick={() => setVerdict('noise')}>
          Resolve as noise
        </Button>
      </div>
      {act.isError && <ProblemNotice error={act.error} />}
      {verdict !== null && <ResolveDialog alert={alert} verdict={verdict} onClose={() => setVerdict(null)} />}
    </div>
  )
}

const HOUR_MS = 3_600_000

function SnoozeMenu({ alert, small }: { readonly alert: Alert; readonly small: boolean }) {
  const act = useAlertAct(alert.id)
  const now = useNow()
  const tomorrow = new Date(now)
  tomorrow.setDate(tomorrow.getDate() + 1)
  tomorrow.setHours(9, 0, 0, 0)
  const choices = [
    { label: 'For an hour', until: new Date(now.getTime() + HOUR_MS) },
    { label: 'For four hours', until: new Date(now.getTime() + 4 * HOUR_MS) },
    { label: 'Until tomorrow, 09:00', until: tomorrow },
    { label: 'For three days', until: new Date(now.getTime() + 72 * HOUR_MS) },
  ]
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            {...(small ? { size: 'xs' } : {})}
            variant="default"
            loading={act.isPending}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            Put off
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map(({ label, until }) => (
            <Menu.Item
              key={label}
              onClick={() => act.mutate(() => snoozeAlert(alert.id, until.toISOString()))}
              title={formatInstant(until)}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {act.isError && <ProblemNotice error={act.error} />}
    </>
  )
}

interface ResolveDialogProps {
  readonly alert: Alert
  readonly verdict: 'useful' | 'noise'
  readonly onClose: () => void
}

function ResolveDialog({ alert, verdict, onClose }: ResolveDialogProps) {
  const [note, setNote] = useState('')
  const act = useAlertAct(alert.id, onClose)
  const title = verdict === 'useful' ? 'Resolve as useful' : 'Resolve as noise'
  return (
    <FormDialog
      title={title}
      submit={title}
      act={act}
      onSubmit={() => act.mutate(() => resolveAlert(alert.id, verdict, note.trim()))}
      onClose={onClose}
    >
      <p>
        {verdict === 'useful'
          ? 'It told of something that somebody had to know. The verdict counts in how precise the alerts of this workflow are.'
          : 'Nothing was wrong. Where too many alerts of a signal are noise, a wider threshold is proposed to the owner of the workflow.'}
      </p>
      <Textarea
        label="What was it"
        description="Whoever meets the next one reads it"
        autosize
        minRows={2}
        maxLength={1000}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
