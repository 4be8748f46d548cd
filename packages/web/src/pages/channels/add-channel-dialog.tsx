import { Checkbox, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import type { Severity } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addChannel, type AddChannel } from '../../api/channels.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import classes from './channels.module.css'
import { SecretDialog } from './secret-dialog.tsx'
import { SeverityChoice } from './severity-choice.tsx'

const KINDS = ['slack-app', 'slack-url', 'webhook', 'pagerduty'] as const
type Kind = (typeof KINDS)[number]
const KIND_LABELS: { readonly [K in Kind]: string } = {
  'slack-app': 'Slack app',
  'slack-url': 'Slack webhook',
  webhook: 'Webhook',
  pagerduty: 'PagerDuty',
}
const PROPOSED_NAMES: { readonly [K in Kind]: string } = {
  'slack-app': 'Slack',
  'slack-url': 'Slack',
  webhook: 'Our systems',
  pagerduty: 'PagerDuty',
}

interface AddChannelDialogProps {
  readonly actionsUrl: string
  readonly onClose: () => void
}

/** Adds a channel; a webhook's signing secret is then shown once. */
export function AddChannelDialog({ actionsUrl, onClose }: AddChannelDialogProps) {
  const [kind, setKind] = useState<Kind>('slack-app')
  const [name, setName] = useState('')
  const [severities, setSeverities] = useState<readonly Severity[]>(['urgent', 'today'])
  const [tellsChanges, setTellsChanges] = useState(true)
  const [token, setToken] = useState('')
  const [signingSecret, setSigningSecret] = useState('')
  const [channel, setChannel] = useState('')
  const [url, setUrl] = useState('')
  const [routingKey, setRoutingKey] = useState('')
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: () => addChannel(asked()),
    onSuccess: async ({ secret }) => {
      await queries.invalidateQueries({ queryKey: ['channels'] })
      if (secret === null) onClose()
    },
  })

  function asked(): AddChannel {
    const base = { name: name.trim() === '' ? PROPOSED_NAMES[kind] : name.trim(), severities: [...severities] }
    switch (kind) {
      case 'slack-app': {
        const secret = signingSecret.trim()
        return {
          kind,
          ...base,
          token: token.trim(),
          channel: channel.trim(),
          ...(secret !== '' && { signingSecret: secret }),
        }
      }
      case 'slack-url':
        return { kind, ...base, url: url.trim() }
      case 'webhook':
        return { kind, ...base, url: url.trim(), tellsChanges }
      case 'pagerduty':
        return { kind, ...base, routingKey: routingKey.trim(), tellsChanges }
      default:
        return kind satisfies never
    }
  }

  if (add.isSuccess && add.data.secret !== null) {
    return <SecretDialog name={add.data.channel.name} secret={add.data.secret} onClose={onClose} />
  }
  return (
    <FormDialog title="Add a channel" size="lg" submit="Add the channel" act={add} onClose={onClose}>
      <SegmentedControl
        aria-label="Kind of channel"
        fullWidth
        value={kind}
        onChange={(value) => setKind(KINDS.find((each) => each === value) ?? kind)}
        data={KINDS.map((value) => ({ value, label: KIND_LABELS[value] }))}
      />
      <TextInput
        label="Name"
        description="As your people call it."
        placeholder={PROPOSED_NAMES[kind]}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind === 'slack-app' && (
        <>
          <ol className={classes.steps}>
            <li>
              Make an app at api.slack.com/apps with the bot scopes <code>chat:write</code>, <code>users:read</code> and{' '}
              <code>users:read.email</code>, install it, and invite it to the channel.
            </li>
            <li>
              Switch Interactivity on with this request URL: <CopyText text={actionsUrl} label="the request URL" />
            </li>
          </ol>
          <TextInput
            label="Channel in Slack"
            placeholder="#operations"
            required
            value={channel}
            onChange={(event) => setChannel(event.currentTarget.value)}
          />
          <PasswordInput
            label="Bot token"
            description="OAuth & Permissions, “Bot User OAuth Token”."
            placeholder="xoxb-…"
            required
            autoComplete="off"
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
          <PasswordInput
            label="Signing secret"
            description="Basic Information, “Signing Secret”. Without it messages have no buttons."
            autoComplete="off"
            value={signingSecret}
            onChange={(event) => setSigningSecret(event.currentTarget.value)}
          />
        </>
      )}
      {kind === 'slack-url' && (
        <PasswordInput
          label="Address of the incoming webhook"
          description="Messages with a link; no buttons, and nobody is told directly."
          placeholder="https://hooks.slack.com/services/…"
          required
          autoComplete="off"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      )}
      {kind === 'webhook' && (
        <PasswordInput
          label="Address of the receiver"
          description="It begins with https:// and is never shown again; requests are signed after Standard Webhooks."
          placeholder="https://example.com/hooks/dayshift"
          required
          autoComplete="off"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      )}
      {kind === 'pagerduty' && (
        <PasswordInput
          label="Integration key"
          description="Of an “Events API v2” integration of the service: 32 letters and digits."
          required
          autoComplete="off"
          value={routingKey}
          onChange={(event) => setRoutingKey(event.currentTarget.value)}
        />
      )}
      <SeverityChoice value={severities} onChange={setSeverities} />
      {(kind === 'webhook' || kind === 'pagerduty') && (
        <Checkbox
          label="Tell changes that went live"
          description={kind === 'pagerduty' ? 'Shown beside incidents; pages nobody.' : 'As the event change.live.'}
          checked={tellsChanges}
          onChange={(event) => setTellsChanges(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  )
}
