import { SCOPES, type Scope } from '@dayshift/core'
import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { createKey, keysQuery } from '../../api/people.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { formatDate } from '../../words/format.ts'
import { SCOPE_MEANINGS } from '../../words/names.ts'
import { scopeWords } from './key-words.ts'

interface MakeKeyDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

type Created = Awaited<ReturnType<typeof createKey>>

export function MakeKeyDialog({ opened, onClose }: MakeKeyDialogProps) {
  const [created, setCreated] = useState<Created | null>(null)
  function close(): void {
    setCreated(null)
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={created === null ? 'Make an API key' : `The key “${created.key.name}” is made`}
      // A secret that is shown once is put away by a button alone.
      closeOnClickOutside={created === null}
      closeOnEscape={created === null}
      withCloseButton={created === null}
    >
      {created === null ? <KeyForm onCreated={setCreated} onClose={close} /> : <Secret created={created} onClose={close} />}
    </Modal>
  )
}

const HOST_SCOPES: readonly Scope[] = ['runs:write', 'gate:read']
const TERMS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '730', label: '2 years' },
  { value: 'never', label: 'Never, until it is revoked' },
]
const DAY_MS = 86_400_000

interface KeyFormProps {
  readonly onCreated: (created: Created) => void
  readonly onClose: () => void
}

function KeyForm({ onCreated, onClose }: KeyFormProps) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(HOST_SCOPES)
  const [term, setTerm] = useState('365')
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: () =>
      createKey({ name: name.trim(), scopes: [...scopes], expiresInDays: term === 'never' ? null : Number(term) }),
    onSuccess: (created) => {
      void queries.invalidateQueries(keysQuery)
      onCreated(created)
    },
  })
  const ends = term === 'never' ? null : new Date(Date.now() + Number(term) * DAY_MS)
  function submit(event: FormEvent): void {
    event.preventDefault()
    make.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="What will use it, and where: it stands in the ledger beside what is done with it."
          placeholder="Billing replies, production host"
          required
          maxLength={100}
          autoComplete="off"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group
          label="Scopes"
          description="A host needs the first two. Give no more than its user needs."
          value={[...scopes]}
          onChange={(next) => setScopes(SCOPES.filter((scope) => next.includes(scope)))}
          error={scopes.length === 0 ? 'Choose at least one.' : undefined}
        >
          <Stack gap="xs" mt="xs">
            {OFFERED.map((scope) => (
              <Checkbox key={scope} value={scope} label={SCOPE_MEANINGS[scope]} description={<code>{scope}</code>} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label="Ends"
          description={
            ends === null
              ? 'Nobody will be reminded to exchange it.'
              : `On ${formatDate(ends)} it is refused; this page warns two weeks before.`
          }
          allowDeselect={false}
          data={TERMS}
          value={term}
          onChange={(next) => setTerm(next ?? term)}
        />
        {make.isError && <ProblemNotice error={make.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending} disabled={scopes.length === 0}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What every host needs comes first. */
const OFFERED: readonly Scope[] = [...HOST_SCOPES, ...SCOPES.filter((scope) => !HOST_SCOPES.includes(scope))]

function Secret({ created: { key, secret }, onClose }: { readonly created: Created; readonly onClose: () => void }) {
  return (
    <Stack gap="md">
      <Notice tone="person" title="The secret is shown this once">
        Copy it now to where it will be used. Only a fingerprint of it is kept here: when it is lost, revoke the key and make
        another one.
      </Notice>
      <CopyText text={secret} label="the secret" block />
      <p className="quiet">
        {scopeWords(key.scopes)}. {key.expiresAt === null ? 'It never ends by itself.' : `It ends on ${formatDate(new Date(key.expiresAt))}.`}
      </p>
      <Group justify="flex-end">
        <Button onClick={onClose}>I have copied it</Button>
      </Group>
    </Stack>
  )
}
