import { Button, Select, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { assignDuties, assignDuty, dutiesQuery, dutyAtQuery, type Duty, type DutyTable } from '../../api/duties.ts'
import { peopleQuery, type Person } from '../../api/people.ts'
import { LoadingRows } from '../../components/loading.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatInstant, listOf } from '../../words/format.ts'
import classes from './duties.module.css'
import { HolderName } from './holder-name.tsx'
import { useDutyAct } from './use-duty-act.ts'

/** Who answers for what: one name a duty, the holes where there is none, who had it before; assigned in place. */
export function DutiesTable({ slug }: { readonly slug: string }) {
  const duties = useQuery(dutiesQuery(slug))
  const people = useQuery(peopleQuery)
  const [filling, dialog] = useDisclosure(false)
  const open = duties.data?.items.filter(({ holder, mayAssign }) => holder === null && mayAssign) ?? []
  return (
    <div id="duties">
      <Section
        title="Duties"
        note={duties.data && noteOf(duties.data)}
        actions={
          open.length > 1 && (
            <Button size="xs" variant="default" onClick={dialog.open}>
              Fill {formatCount(open.length, 'open duty', 'open duties')}
            </Button>
          )
        }
      >
        {duties.isPending && <LoadingRows rows={6} />}
        {duties.isError && <ProblemNotice error={duties.error} again={() => void duties.refetch()} />}
        {duties.data && (
          <>
            <div className={table['scroll']}>
              <table className={`${table['table']} ${classes.table}`}>
                <thead>
                  <tr>
                    <th scope="col">Duty</th>
                    <th scope="col">Holder</th>
                    <th scope="col">Since</th>
                    <th scope="col">
                      <span className="visually-hidden">Acts</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {duties.data.items.map((duty) => (
                    <DutyRow key={duty.id} slug={slug} duty={duty} people={people.data?.items ?? []} />
                  ))}
                </tbody>
              </table>
            </div>
            <WhoMayAssign duties={duties.data.items} />
            <WhoseJob slug={slug} duties={duties.data.items} />
            {filling && <FillDialog slug={slug} open={open} people={people.data?.items ?? []} onClose={dialog.close} />}
          </>
        )}
      </Section>
    </div>
  )
}

function noteOf({ items, playbook }: DutyTable): string {
  const held = items.filter(({ holder }) => holder !== null).length
  return `one name each, ${held} of ${items.length} held; playbook “${playbook.name}”`
}

function DutyRow({
  slug,
  duty,
  people,
}: {
  readonly slug: string
  readonly duty: Duty
  readonly people: readonly Person[]
}) {
  const [assigning, form] = useDisclosure(false)
  const isHole = duty.required || duty.problems.some(({ kind }) => kind === 'orphaned')
  return (
    <>
      <tr>
        <td className={classes.dutyCell}>
          <div className={classes.dutyName}>{duty.name}</div>
          <div className={classes.does}>{duty.does}</div>
        </td>
        <td>
          <HolderName person={duty.holder} hole={isHole ? 'error' : 'later'} />
          {duty.holder === null && !isHole && duty.requiredFrom !== null && (
            <div className={classes.before}>needed from {duty.requiredFrom} on</div>
          )}
          {duty.problems
            .filter(({ kind }) => kind !== 'unfilled')
            .map(({ sentence, severity }) => (
              <div key={sentence} className={classes.problem} data-severity={severity}>
                <IconAlertTriangle size={13} aria-hidden />
                <span>{sentence}</span>
              </div>
            ))}
          <Before duty={duty} />
        </td>
        <td className={`${table['tight']} ${classes.since}`}>
          {duty.since === null ? <span className="quiet">–</span> : formatDate(new Date(duty.since))}
        </td>
        <td className={table['number']}>{!assigning && <DutyActs slug={slug} duty={duty} onAssign={form.open} />}</td>
      </tr>
      {assigning && (
        <tr>
          <td colSpan={4}>
            <AssignForm slug={slug} duty={duty} people={people} onClose={form.close} />
          </td>
        </tr>
      )}
    </>
  )
}

const ENDED_WORDS = {
  reassigned: 'given on',
  'given-up': 'given up',
  left: 'left',
  transfer: 'until the transfer',
  'hand-back': 'until it was handed back',
} as const

function Before({ duty }: { readonly duty: Duty }) {
  if (duty.before.length === 0) return null
  return (
    <details className={classes.before}>
      <summary>
        before: {duty.before[0]?.person.name}
        {duty.before.length > 1 && ` and ${formatCount(duty.before.length - 1, 'other')}`}
      </summary>
      <ol>
        {duty.before.map(({ person, from, to, ended }) => (
          <li key={`${person.id} ${from}`} title={`${formatInstant(new Date(from))} to ${formatInstant(new Date(to))}`}>
            {person.name}, {formatDate(new Date(from))} to {formatDate(new Date(to))}, {ENDED_WORDS[ended]}
          </li>
        ))}
      </ol>
    </details>
  )
}

/** The one act that is the reader's. */
function DutyActs({
  slug,
  duty,
  onAssign,
}: {
  readonly slug: string
  readonly duty: Duty
  readonly onAssign: () => void
}) {
  const { person: me } = useSession()
  const may = useMay('handover:write')
  const move = useDutyAct(
    slug,
    (person: string | null) => assignDuty(slug, duty.id, person, duty.holder),
    (next) => said(next, duty.id),
  )
  if (move.isError) return <ProblemNotice error={move.error} again={() => move.reset()} />
  const name = <span className="visually-hidden"> {duty.name}</span>
  if (may && duty.mayAssign) {
    return (
      <Button size="compact-xs" variant={duty.holder === null ? 'light' : 'default'} onClick={onAssign}>
        {duty.holder === null ? 'Assign' : 'Change'}
        {name}
      </Button>
    )
  }
  if (may && duty.holder === null) {
    return (
      <Button size="compact-xs" variant="light" loading={move.isPending} onClick={() => move.mutate(me.id)}>
        Take{name}
      </Button>
    )
  }
  if (may && duty.holder?.id === me.id) {
    return (
      <Button size="compact-xs" variant="default" loading={move.isPending} onClick={() => move.mutate(null)}>
        Give up{name}
      </Button>
    )
  }
  return null
}

function said(next: DutyTable, id: string): void {
  const duty = next.items.find((each) => each.id === id)
  if (duty === undefined) return
  notifications.show({
    message:
      duty.holder === null ? `Nobody holds “${duty.name}” now.` : `${duty.holder.name} holds “${duty.name}” now.`,
  })
}

/** Said once below the table, not on each of its rows. */
function WhoMayAssign({ duties }: { readonly duties: readonly Duty[] }) {
  const others = duties.filter(({ mayAssign }) => !mayAssign)
  const names = [...new Set(others.flatMap(({ whoMayAssign }) => whoMayAssign.map(({ name }) => name)))]
  if (names.length === 0) return null
  return (
    <p className={`${classes.whoMay} no-print`}>
      {listOf(names.slice(0, 4)).replace(' and ', ' or ')} may give a duty to somebody else.
    </p>
  )
}

const NOBODY = ' nobody'

function AssignForm({
  slug,
  duty,
  people,
  onClose,
}: {
  readonly slug: string
  readonly duty: Duty
  readonly people: readonly Person[]
  readonly onClose: () => void
}) {
  const [chosen, setChosen] = useState<string | null>(null)
  const assign = useDutyAct(
    slug,
    () => assignDuty(slug, duty.id, chosen === NOBODY ? null : chosen, duty.holder),
    (next) => {
      said(next, duty.id)
      onClose()
    },
  )
  const who = people.find(({ id }) => id === chosen)?.name
  function submit(event: FormEvent): void {
    event.preventDefault()
    assign.mutate()
  }
  return (
    <form onSubmit={submit} aria-label={`Assign ${duty.name}`}>
      <div className={classes.form}>
        <Select
          size="sm"
          w={280}
          aria-label={`Who holds ${duty.name}`}
          placeholder="Choose a person"
          searchable
          data-autofocus
          data={[
            ...choicesOf(people, duty).filter(({ value }) => value !== duty.holder?.id),
            ...(duty.holder === null ? [] : [{ value: NOBODY, label: 'Nobody: leave it open' }]),
          ]}
          value={chosen}
          onChange={setChosen}
          nothingFoundMessage="Nobody of that name may hold it."
        />
        <Button size="sm" type="submit" disabled={chosen === null} loading={assign.isPending}>
          {chosen === NOBODY
            ? `Take ${duty.name} from ${duty.holder?.name}`
            : `Give ${duty.name}${who === undefined ? '' : ` to ${who}`}`}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
          Cancel
        </Button>
      </div>
      {assign.isError && (
        <div className={classes.formProblem}>
          <ProblemNotice error={assign.error} />
        </div>
      )}
    </form>
  )
}

/** Those who may hold it; a vendor's people stand there and can't be chosen, so that nobody wonders where they are. */
function choicesOf(people: readonly Person[], duty: Pick<Duty, 'vendorMayHold'>) {
  return people
    .filter(({ active, role }) => active && role !== 'viewer')
    .map(({ id, name, vendor }) => ({
      value: id,
      label: vendor ? `${name} (vendor)` : name,
      disabled: vendor && !duty.vendorMayHold,
    }))
}

/** All open duties in one go: at one instant, or none. */
function FillDialog({
  slug,
  open,
  people,
  onClose,
}: {
  readonly slug: string
  readonly open: readonly Duty[]
  readonly people: readonly Person[]
  readonly onClose: () => void
}) {
  const [chosen, setChosen] = useState<Readonly<Record<string, string | null>>>({})
  const wishes = Object.entries(chosen).flatMap(([duty, person]) => (person === null ? [] : [{ duty, person }]))
  const fill = useDutyAct(
    slug,
    () => assignDuties(slug, wishes),
    () => {
      notifications.show({ message: `${formatCount(wishes.length, 'duty', 'duties')} assigned.` })
      onClose()
    },
  )
  return (
    <FormDialog
      title="Fill the open duties"
      submit={`Assign ${formatCount(wishes.length, 'duty', 'duties')}`}
      act={fill}
      isReady={wishes.length > 0}
      onClose={onClose}
    >
      <p>One name each. They begin at the same instant; what you leave out stays open.</p>
      {open.map((duty) => (
        <Select
          key={duty.id}
          label={duty.name}
          description={duty.does}
          placeholder="Nobody yet"
          searchable
          clearable
          data={choicesOf(people, duty)}
          value={chosen[duty.id] ?? null}
          onChange={(value) => setChosen((before) => ({ ...before, [duty.id]: value }))}
        />
      ))}
    </FormDialog>
  )
}

/** "Whose job was this at that time?", in one look. */
function WhoseJob({ slug, duties }: { readonly slug: string; readonly duties: readonly Duty[] }) {
  const [duty, setDuty] = useState('daily-care')
  const [written, setWritten] = useState('')
  const at = written === '' ? null : new Date(written)
  const isInstant = at !== null && !Number.isNaN(at.getTime())
  const answer = useQuery({ ...dutyAtQuery(slug, duty, isInstant ? at.toISOString() : ''), enabled: isInstant })
  return (
    <div className={`${classes.look} no-print`} role="search" aria-label="Whose job was it">
      <Select
        size="xs"
        w={220}
        label="Whose job was"
        allowDeselect={false}
        data={duties.map(({ id, name }) => ({ value: id, label: name }))}
        value={duty}
        onChange={(value) => setDuty(value ?? duty)}
      />
      <TextInput
        size="xs"
        type="datetime-local"
        label="at this time"
        value={written}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      {isInstant && answer.data && (
        <p className={classes.answer} role="status">
          {answer.data.sentence}
          {answer.data.since !== null && (
            <span className="quiet">
              {' '}
              {answer.data.person === null ? 'Open since' : 'From'} {formatInstant(new Date(answer.data.since))}
              {answer.data.until !== null && ` until ${formatInstant(new Date(answer.data.until))}`}.
            </span>
          )}
        </p>
      )}
      {isInstant && answer.isError && <ProblemNotice error={answer.error} />}
    </div>
  )
}
