import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconBooks, IconDots, IconUserCheck, IconUserOff, IconUserShield } from '@tabler/icons-react'
import type { Person } from '../../api/people.ts'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatNumber } from '../../words/format.ts'
import { ROLE_NAMES } from '../../words/names.ts'
import classes from './people-table.module.css'

interface PeopleTableProps {
  readonly people: readonly Person[]
  readonly onRole: (person: Person) => void
  readonly onMembership: (person: Person) => void
}

/** Everybody who works here, then those who did. */
export function PeopleTable({ people, onRole, onMembership }: PeopleTableProps) {
  const may = useMay('people:write')
  const { person: me } = useSession()
  const rows = people.toSorted((a, b) => Number(b.active) - Number(a.active))
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>Name</th>
            <th className={classes.apart}>E-mail</th>
            <th>Role</th>
            <th className={table.number}>Open cases</th>
            <th className={classes.apart}>Joined</th>
            <th className={classes.apart}>Membership</th>
            <th>
              <span className="visually-hidden">More</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <tr key={person.id} data-ended={!person.active || undefined} className={classes.row}>
              <td>
                <span className={classes.name}>{person.name}</span>
                {person.id === me.id && <span className="quiet"> (you)</span>}
                <span className={classes.below}>{person.email}</span>
                {!person.active && <span className={`${classes.below} ${classes.ended}`}>Membership ended</span>}
              </td>
              <td className={`${classes.apart} ${classes.email}`}>{person.email}</td>
              <td>{ROLE_NAMES[person.role]}</td>
              <td className={table.number}>
                <OpenCases person={person} isMe={person.id === me.id} />
              </td>
              <td className={classes.apart}>
                <When at={person.joinedAt} />
              </td>
              <td className={classes.apart}>
                {person.active ? 'Active' : <span className={classes.ended}>Ended</span>}
              </td>
              <td className={table.tight}>
                <div className={`${classes.acts} no-print`}>
                  <Tooltip label="Acts on this person in the ledger">
                    <ActionIcon
                      renderRoot={(props) => <To {...props} href={paths.ledger({ subject: `person:${person.id}` })} />}
                      variant="subtle"
                      color="gray"
                      aria-label={`What the ledger says about ${person.name}`}
                    >
                      <IconBooks size={16} />
                    </ActionIcon>
                  </Tooltip>
                  {may && <Acts person={person} onRole={onRole} onMembership={onMembership} />}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OpenCases({ person, isMe }: { readonly person: Person; readonly isMe: boolean }) {
  if (person.openCases === 0) return <span className="quiet">0</span>
  return (
    <To href={paths.inbox(isMe ? { whose: 'mine' } : { q: person.name })} className={person.active ? undefined : classes.alarm}>
      {formatNumber(person.openCases)}
      <span className="visually-hidden"> with {person.name}</span>
    </To>
  )
}

function Acts({ person, onRole, onMembership }: { readonly person: Person } & Omit<PeopleTableProps, 'people'>) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Change ${person.name}`}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {person.active && (
          <Menu.Item leftSection={<IconUserShield size={16} />} onClick={() => onRole(person)}>
            Change the role
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={person.active ? <IconUserOff size={16} /> : <IconUserCheck size={16} />}
          onClick={() => onMembership(person)}
        >
          {person.active ? 'End the membership' : 'Restore the membership'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
