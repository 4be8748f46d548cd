import { Checkbox, PasswordInput, TextInput } from '@mantine/core'
import type { Severity } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Channel, changeChannel } from '../../api/channels.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { SeverityChoice } from './severity-choice.tsx'

interface ChangeChannelDialogProps {
  readonly channel: Channel
  readonly onClose: () => void
}

/** What a secret is called, and the field that carries it. */
const SECRETS = {
  email: null,
  'slack-app': { field: 'token', label: 'Another bot token' },
  'slack-url': { field: 'url', label: 'Another address' },
  webhook: { field: 'url', label: 'Another address' },
  pagerduty: { field: 'routingKey', label: 'Another integration key' },
} as const

/** Changes what a channel is told and where it leads. What is secret is only ever replaced. */
export function ChangeChannelDialog({ channel, onClose }: ChangeChannelDialogProps) {
  const { id, kind } = channel
  const [name, setName] = useState(channel.name)
  const [severities, setSeverities] = useState<readonly Severity[]>(channel.severities)
  const [tellsChanges, setTellsChanges] = useState(channel.tellsChanges)
  const [place, setPlace] = useState(channel.place)
  const [secret, setSecret] = useState('')
  const [signingSecret, setSigningSecret] = useState('')
  const queries = useQueryClient()
  const carried = SECRETS[kind]
  const change = useMutation({
    mutationFn: () =>
      changeChannel(id, {
        name: name.trim(),
        severities: [...severities],
        tellsChanges,
        ...(carried !== null && secret.trim() !== '' && { [carried.field]: secret.trim() }),
        ...(kind === 'slack-app' && place.trim() !== channel.place && { channel: place.trim() }),
        ...(signingSecret.trim() !== '' && { signingSecret: signingSecret.trim() }),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['channels'] })
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Change ${channel.name}`}
      submit="Save the channel"
      act={change}
      isReady={name.trim() !== ''}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind === 'slack-app' && (
        <TextInput
          label="Channel in Slack"
          required
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
      )}
      {carried !== null && (
        <PasswordInput
          label={carried.label}
          description="Leave it empty to keep the present one, which is not shown."
          autoComplete="off"
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      )}
      {kind === 'slack-app' && (
        <PasswordInput
          label="Another signing secret"
          description={channel.buttons ? 'Leave it empty to keep the present one.' : 'With it messages get buttons.'}
          autoComplete="off"
          value={signingSecret}
          onChange={(event) => setSigningSecret(event.currentTarget.value)}
        />
      )}
      <SeverityChoice value={severities} onChange={setSeverities} />
      {(kind === 'webhook' || kind === 'pagerduty') && (
        <Checkbox
          label="Tell changes that went live"
          checked={tellsChanges}
          onChange={(event) => setTellsChanges(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  )
}
