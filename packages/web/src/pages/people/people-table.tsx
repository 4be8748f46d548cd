import { Button, Select } from '@mantine/core'
import { ROLES, type Role } from '@dayshift/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changePerson, type Person } from '../../api/people.ts'
import { problemOf } from '../../api/problem.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import table from '../../components/table.module.css'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatCount, formatDate } from '../../words/format.ts'
import { ROLE_MEANINGS, ROLE_NAMES } from '../../words/names.ts'
import classes from './people-page.module.css'
import { ResetPasswordDialog } from './reset-password-dialog.tsx'

export function PeopleTable({ people }: { readonly people: readonly Person[] }) {
  const may = useMay('people:write')
  const { person: me } = useSession()
  const [ending, setEnding] = useState<Person | null>(null)
  const [resetting, setResetting] = useState<Person | null>(null)
  const change = useChange()
  const rows = people.toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name))
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Works for</th>
            <th scope="col">Since</th>
            <th scope="col" className={table.number}>
              Duties
            </th>
            <th scope="col" className={table.number}>
              Open cases
            </th>
            {may && (
              <th scope="col">
                <span className="visually-hidden">Membership</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <tr key={person.id} className={person.active ? undefined : classes.ended}>
              <td>
                <span className={classes.name}>{person.name}</span>
                {person.id === me.id && <span className="quiet"> (you)</span>}
                <div className={classes.mail}>{person.email}</div>
              </td>
              <td>
                {may && person.active && person.id !== me.id ? (
                  <Select
                    size="xs"
                    w={120}
                    aria-label={`Role of ${person.name}`}
                    allowDeselect={false}
                    value={person.role}
                    data={ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }))}
                    onChange={(value) => {
                      const role = ROLES.find((each) => each === value)
                      if (role !== undefined && role !== person.role) change.mutate({ person, to: { role } })
                    }}
                  />
                ) : (
                  <span title={ROLE_MEANINGS[person.role]}>{ROLE_NAMES[person.role]}</span>
                )}
              </td>
              <td>
                {may && person.active ? (
                  <Select
                    size="xs"
                    w={112}
                    aria-label={`Whom ${person.name} works for`}
                    allowDeselect={false}
                    value={person.vendor ? 'vendor' : 'us'}
                    data={[
                      { value: 'us', label: 'Us' },
                      { value: 'vendor', label: 'A vendor' },
                    ]}
                    onChange={(value) => {
                      const vendor = value === 'vendor'
                      if (vendor !== person.vendor) change.mutate({ person, to: { vendor } })
                    }}
                  />
                ) : person.vendor ? (
                  'A vendor'
                ) : (
                  'Us'
                )}
              </td>
              <td>{person.active ? formatDate(new Date(person.joinedAt)) : 'Membership ended'}</td>
              <td className={table.number}>{person.duties}</td>
              <td className={table.number}>{person.openCases}</td>
              {may && (
                <td className={table.number}>
                  {person.id === me.id ? null : person.active ? (
                    <span className={classes.acts}>
                      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setResetting(person)}>
                        Reset password<span className="visually-hidden"> of {person.name}</span>
                      </Button>
                      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setEnding(person)}>
                        End membership<span className="visually-hidden"> of {person.name}</span>
                      </Button>
                    </span>
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={() => change.mutate({ person, to: { active: true } })}
                    >
                      Restore<span className="visually-hidden"> {person.name}</span>
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {resetting !== null && <ResetPasswordDialog person={resetting} onClose={() => setResetting(null)} />}
      {ending !== null && <EndDialog person={ending} onClose={() => setEnding(null)} />}
    </div>
  )
}

interface Change {
  readonly person: Person
  readonly to: { readonly role?: Role; readonly active?: boolean; readonly vendor?: boolean }
}

function useChange(onDone?: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ person, to }: Change) => changePerson(person.id, to),
    onSuccess: ({ name, role, active, vendor }, { to }) => {
      void queries.invalidateQueries({ queryKey: ['people'] })
      notifications.show({
        message:
          to.vendor !== undefined
            ? vendor
              ? `${name} works for a vendor: duties that stay inside are not ${name}'s to hold.`
              : `${name} is one of your own people.`
            : to.role === undefined
              ? active
                ? `${name} is a member again.`
                : `${name} is no longer a member.`
              : `${name} is now ${ROLE_NAMES[role].toLowerCase()}.`,
      })
      onDone?.()
    },
    onError: (error) =>
      notifications.show({ color: 'rust', title: problemOf(error).title, message: problemOf(error).message }),
  })
}

function EndDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const end = useChange(onClose)
  return (
    <FormDialog
      title={`End the membership of ${person.name}`}
      submit="End the membership"
      act={end}
      onSubmit={() => end.mutate({ person, to: { active: false } })}
      isDangerous
      onClose={onClose}
    >
      <p>
        {person.name} can no longer sign in; open sessions end at once.{' '}
        {person.openCases === 0
          ? 'No open case is in these hands.'
          : `${formatCount(person.openCases, 'open case')} in these hands will wait for anybody again.`}{' '}
        {person.duties > 0 &&
          `${formatCount(person.duties, 'duty goes', 'duties go')} to the backup at once, and ${person.duties === 1 ? 'shows' : 'show'} as orphaned where there is none. `}
        {'What was done stays in the ledger. The membership can be restored.'}
      </p>
    </FormDialog>
  )
}
