import { Menu, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { IconBell, IconBook2, IconChevronUp, IconLogout, IconPassword, IconSend } from '@tabler/icons-react'
import { problemOf } from '../api/problem.ts'
import { signOut } from '../api/people.ts'
import { useDensity, useShortcuts } from '../components/settings.ts'
import { useGo } from '../components/use-go.ts'
import { paths } from '../paths.ts'
import { ROLE_NAMES } from '../words/names.ts'
import classes from './account-menu.module.css'
import { PasswordDialog } from './password-dialog.tsx'
import { useSession } from './use-session.ts'

/** Who is signed in, and what they set for this browser. */
export function AccountMenu({ compact = false }: { readonly compact?: boolean }) {
  const { person, role } = useSession()
  const queries = useQueryClient()
  const go = useGo()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()
  const [shortcuts, setShortcuts] = useShortcuts()
  const [changing, dialog] = useDisclosure(false)

  async function leave(): Promise<void> {
    try {
      await signOut()
      queries.clear()
      // A whole new page: nothing of the one who leaves stays in memory.
      location.assign(paths.signIn())
    } catch (error) {
      notifications.show({ color: 'rust', title: 'Not signed out', message: problemOf(error).message })
    }
  }

  return (
    <>
      <Menu position={compact ? 'bottom-end' : 'top-start'} width={248} closeOnItemClick={false}>
        <Menu.Target>
          <button type="button" className={classes.account} data-compact={compact || undefined}>
            <span className="visually-hidden">Account{compact && ` of ${person.name}`}</span>
            <span className={classes.initials} aria-hidden>
              {initialsOf(person.name)}
            </span>
            {!compact && (
              <>
                <span className={classes.who}>
                  <span className={classes.name}>{person.name}</span>
                  <span className={classes.role}>{ROLE_NAMES[role]}</span>
                </span>
                <IconChevronUp size={14} aria-hidden className={classes.chevron} />
              </>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{person.email}</Menu.Label>
          <div className={classes.setting}>
            <span id="scheme-label">Screen</span>
            <SegmentedControl
              size="xs"
              aria-labelledby="scheme-label"
              value={colorScheme}
              onChange={(value) => setColorScheme(value)}
              data={[
                { value: 'light', label: 'Light' },
                { value: 'dark', label: 'Dark' },
                { value: 'auto', label: 'System' },
              ]}
            />
          </div>
          <div className={classes.setting}>
            <span id="density-label">Rows</span>
            <SegmentedControl
              size="xs"
              aria-labelledby="density-label"
              value={density}
              onChange={(value) => setDensity(value === 'compact' ? 'compact' : 'comfortable')}
              data={[
                { value: 'comfortable', label: 'Roomy' },
                { value: 'compact', label: 'Dense' },
              ]}
            />
          </div>
          <div className={classes.setting}>
            <Switch
              size="sm"
              label="Single-letter keys"
              checked={shortcuts}
              onChange={(event) => setShortcuts(event.currentTarget.checked)}
            />
          </div>
          <Menu.Divider />
          <Menu.Item leftSection={<IconBell size={16} />} onClick={() => go(paths.told)} closeMenuOnClick>
            How I am told
          </Menu.Item>
          <Menu.Item leftSection={<IconSend size={16} />} onClick={() => go(paths.channels)} closeMenuOnClick>
            Channels
          </Menu.Item>
          <Menu.Item component="a" href="/api/docs" target="_blank" leftSection={<IconBook2 size={16} />}>
            API reference
          </Menu.Item>
          <Menu.Item leftSection={<IconPassword size={16} />} onClick={dialog.open} closeMenuOnClick>
            Change password
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()} closeMenuOnClick>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PasswordDialog opened={changing} onClose={dialog.close} />
    </>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}
