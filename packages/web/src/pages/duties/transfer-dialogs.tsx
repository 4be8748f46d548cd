import { DAY_MS } from '@dayshift/core'
import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  cancelTransfer,
  handBack,
  planTransfer,
  postponeTransfer,
  type Transfer,
  type TransferView,
} from '../../api/duties.ts'
import { peopleQuery } from '../../api/people.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatCount, listOf } from '../../words/format.ts'
import { localInput } from '../../words/local-input.ts'
import classes from './duties.module.css'
import { useTransferAct } from './use-duty-act.ts'

interface DialogProps {
  readonly view: TransferView
  readonly onClose: () => void
}

/** Date, receiver, backup and what moves. */
export function PlanTransferDialog({ view, onClose }: DialogProps) {
  const { workflow, defaults } = view
  const people = useQuery(peopleQuery)
  const [at, setAt] = useState(() => localInput(nextMorning(new Date(defaults.earliest))))
  const [since, setSince] = useState('')
  const [receiver, setReceiver] = useState<string | null>(null)
  const [backup, setBackup] = useState<string | null>(null)
  const [moves, setMoves] = useState(() => defaults.moves.map(({ id }) => id))
  const plan = useTransferAct(
    workflow.slug,
    () =>
      planTransfer(workflow.slug, {
        at: new Date(at).toISOString(),
        zone: zoneHere(),
        receiver: receiver ?? '',
        backup: backup ?? '',
        moves,
        parallelSince: since === '' ? null : new Date(since).toISOString(),
      }),
    (next) => {
      notifications.show({ message: `${next.transfer?.to.name} is asked to accept ${next.transfer?.when}.` })
      onClose()
    },
  )
  const choices = (without: string | null) =>
    people.data?.items
      .filter(({ active, role, id }) => active && role !== 'viewer' && id !== without)
      .map(({ id, name, vendor }) => ({ value: id, label: vendor ? `${name} (vendor)` : name })) ?? []
  return (
    <FormDialog
      cancel="Not now"
      title={`Plan the transfer of ${workflow.name}`}
      act={plan}
      submit="Plan the transfer"
      isReady={receiver !== null && backup !== null && isInstant(at)}
      onClose={onClose}
    >
      <InstantField
        label="Date"
        value={at}
        onChange={setAt}
        description={`To the minute. Both run it together for ${formatCount(defaults.parallelDays, 'day')} before.`}
      />
      <Select
        label="Receiver"
        description="Has the daily care from that instant on, and must accept the date."
        required
        searchable
        data={choices(backup)}
        value={receiver}
        onChange={setReceiver}
      />
      <Select
        label="Backup"
        description="Takes over where the receiver does not answer."
        required
        searchable
        data={choices(receiver)}
        value={backup}
        onChange={setBackup}
      />
      <details className={classes.moves}>
        <summary>
          Moves at that instant:{' '}
          {listOf(defaults.mayMove.filter(({ id }) => moves.includes(id)).map(({ name }) => name))}
        </summary>
        <Checkbox.Group
          aria-label="What moves"
          description="“Backup” goes to the backup, all others to the receiver."
          value={moves}
          onChange={setMoves}
        >
          <div className={classes.moveList}>
            {defaults.mayMove.map(({ id, name }) => (
              <Checkbox key={id} size="sm" value={id} label={name} disabled={id === 'daily-care' || id === 'backup'} />
            ))}
          </div>
        </Checkbox.Group>
      </details>
      <InstantField
        label="Run together since"
        description="Leave it empty where it begins now."
        value={since}
        onChange={setSince}
        isOptional
      />
    </FormDialog>
  )
}

export function PostponeDialog({ view, transfer, onClose }: DialogProps & { readonly transfer: Transfer }) {
  const { workflow } = view
  const [at, setAt] = useState(() =>
    localInput(nextMorning(new Date(Math.max(Date.parse(transfer.at), Date.now()) + 7 * DAY_MS))),
  )
  const [reason, setReason] = useState('')
  const postpone = useTransferAct(
    workflow.slug,
    () => postponeTransfer(workflow.slug, { at: new Date(at).toISOString(), zone: zoneHere(), reason: reason.trim() }),
    (next) => {
      notifications.show({ message: `The transfer stands for ${next.transfer?.when} now.` })
      onClose()
    },
  )
  return (
    <FormDialog
      cancel="Not now"
      title={`Postpone the transfer of ${workflow.name}`}
      act={postpone}
      submit="Postpone the transfer"
      isReady={isInstant(at) && reason.trim() !== ''}
      onClose={onClose}
    >
      <p>
        It stands for {transfer.when}. {transfer.from.name} answers until the new date
        {transfer.acceptedAt === null ? '.' : `, and ${transfer.to.name} accepts it anew.`}
      </p>
      <InstantField label="New date" value={at} onChange={setAt} />
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  )
}

/** Calls a transfer off, or gives everything back that moved. */
export function EndTransferDialog({
  view,
  transfer,
  how,
  onClose,
}: DialogProps & { readonly transfer: Transfer; readonly how: 'cancel' | 'hand-back' }) {
  const { slug, name } = view.workflow
  const [reason, setReason] = useState('')
  const isCancel = how === 'cancel'
  const end = useTransferAct(
    slug,
    () => (isCancel ? cancelTransfer(slug, reason.trim()) : handBack(slug, reason.trim())),
    () => {
      notifications.show({
        message: isCancel
          ? 'The transfer is called off.'
          : `${transfer.from.name} has the daily care of ${name} again.`,
      })
      onClose()
    },
  )
  const moved = transfer.moves.filter(({ duty }) => duty.id !== 'backup').map(({ duty }) => duty.name)
  return (
    <FormDialog
      cancel="Not now"
      title={isCancel ? `Cancel the transfer of ${name}` : `Hand ${name} back`}
      act={end}
      isDangerous
      submit={isCancel ? 'Cancel the transfer' : `Hand ${formatCount(moved.length, 'duty', 'duties')} back`}
      isReady={reason.trim() !== ''}
      onClose={onClose}
    >
      <p>
        {isCancel
          ? `${transfer.from.name} keeps the daily care; ${transfer.to.name} takes nothing over on ${transfer.when}.`
          : `${listOf(moved)} go back to ${transfer.from.name} at once, and early support ends.`}
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  )
}

interface FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function InstantField({
  label,
  description,
  value,
  onChange,
  isOptional = false,
}: FieldProps & { readonly label: string; readonly description?: string; readonly isOptional?: boolean }) {
  return (
    <TextInput
      type="datetime-local"
      label={`${label} (${zoneHere()})`}
      description={description}
      required={!isOptional}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function ReasonField({ value, onChange }: FieldProps) {
  return (
    <Textarea
      label="Reason"
      description="Everybody concerned reads it, and it stands in the ledger."
      required
      autosize
      minRows={2}
      maxLength={1000}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** The reader's zone, in which she writes the date. */
function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The first nine o'clock at or after an instant. */
function nextMorning(at: Date): Date {
  const morning = new Date(at)
  morning.setHours(9, 0, 0, 0)
  if (morning < at) morning.setDate(morning.getDate() + 1)
  return morning
}

function isInstant(written: string): boolean {
  return !Number.isNaN(new Date(written).getTime())
}
