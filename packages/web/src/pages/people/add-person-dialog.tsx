import type { Role } from '@dayshift/core'
import { ActionIcon, Button, CopyButton, Group, Modal, PasswordInput, Stack, TextInput, Tooltip } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { addPerson, peopleQuery } from '../../api/people.ts'
import { problemOf } from '../../api/problem.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { ROLE_NAMES } from '../../words/names.ts'
import classes from './add-person-dialog.module.css'
import { makePassword } from './make-password.ts'
import { RoleField } from './role-field.tsx'

interface AddPersonDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

interface NewPerson {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly password: string
}

export function AddPersonDialog({ opened, onClose }: AddPersonDialogProps) {
  const [added, setAdded] = useState<NewPerson | null>(null)
  function close(): void {
    setAdded(null)
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={added === null ? 'Add a person' : `${added.name} can sign in`}
      // The password that was made is nowhere else.
      closeOnClickOutside={added === null}
    >
      {added === null ? <AddForm onAdded={setAdded} onClose={close} /> : <HowToSignIn person={added} onClose={close} />}
    </Modal>
  )
}

interface AddFormProps {
  readonly onAdded: (person: NewPerson) => void
  readonly onClose: () => void
}

function AddForm({ onAdded, onClose }: AddFormProps) {
  const [person, setPerson] = useState<NewPerson>({ name: '', email: '', role: 'member', password: '' })
  const [seen, setSeen] = useState(false)
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: addPerson,
    onSuccess: (_, sent) => {
      void queries.invalidateQueries(peopleQuery)
      onAdded(sent)
    },
  })
  const problem = add.isError ? problemOf(add.error) : null
  const faultAt = (path: string) => problem?.errors.find((error) => error.path === path)?.message
  const set = (change: Partial<NewPerson>): void => setPerson((before) => ({ ...before, ...change }))
  function submit(event: FormEvent): void {
    event.preventDefault()
    add.mutate({ ...person, name: person.name.trim(), email: person.email.trim() })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="As it stands beside decisions and in the ledger."
          required
          maxLength={100}
          autoComplete="off"
          data-autofocus
          error={faultAt('/name')}
          value={person.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail"
          type="email"
          required
          autoComplete="off"
          error={faultAt('/email')}
          value={person.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <RoleField value={person.role} onChange={(role) => set({ role })} />
        <div>
          <PasswordInput
            label="First password"
            description="At least 10 characters. You hand it over yourself: no e-mail is sent."
            required
            minLength={10}
            maxLength={128}
            autoComplete="new-password"
            visible={seen}
            onVisibilityChange={setSeen}
            error={faultAt('/password')}
            value={person.password}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
          <Group gap="xs" mt="xs">
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                set({ password: makePassword((count) => crypto.getRandomValues(new Uint8Array(count))) })
                setSeen(true)
              }}
            >
              Make one
            </Button>
            {person.password !== '' && (
              <CopyButton value={person.password} timeout={1600}>
                {({ copied, copy }) => (
                  <Tooltip label={copied ? 'Copied' : 'Copy'}>
                    <ActionIcon
                      variant="default"
                      size={30}
                      onClick={copy}
                      aria-label={copied ? 'Copied the password' : 'Copy the password'}
                    >
                      {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
                    </ActionIcon>
                  </Tooltip>
                )}
              </CopyButton>
            )}
          </Group>
        </div>
        {add.isError && <ProblemNotice error={add.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending}>
            {person.name.trim() === '' ? 'Add the person' : `Add ${person.name.trim()}`}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What the new person needs to come in, to be handed over. */
function HowToSignIn({ person, onClose }: { readonly person: NewPerson; readonly onClose: () => void }) {
  const address = `${location.origin}/sign-in`
  const message = `Dayshift: ${address}\nE-mail: ${person.email}\nFirst password: ${person.password}`
  return (
    <Stack gap="md">
      <p>
        As {ROLE_NAMES[person.role].toLowerCase()}, from now on. Hand this over; the password is shown this once and can be
        changed under the name in the corner, “Change password”.
      </p>
      <dl className={classes.facts}>
        <dt>Address</dt>
        <dd>{address}</dd>
        <dt>E-mail</dt>
        <dd>{person.email}</dd>
        <dt>First password</dt>
        <dd className="mono">{person.password}</dd>
      </dl>
      <Group justify="flex-end">
        <CopyButton value={message} timeout={1600}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}>
              {copied ? 'Copied' : 'Copy all three'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  )
}
