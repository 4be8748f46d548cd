import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { changeChannel, type Channel, channelsQuery, removeChannel, rotateSecret } from '../../api/channels.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import { NotFound, PageProblem } from '../errors/error-pages.tsx'
import { useMay } from '../../shell/use-session.ts'
import { ChangeChannelDialog } from './change-channel-dialog.tsx'
import { channelSentence } from './channel-sentence.ts'
import { KIND_NAMES, toldOn } from './channel-words.ts'
import { DeliveriesTable } from './deliveries-table.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { TestButton } from './test-button.tsx'

const route = getRouteApi('/signed-in/settings/channels/$id')

/** One channel: how it does, what was sent on it, and what can be done with it. */
export function ChannelPage() {
  const { id } = route.useParams()
  const { data, isLoadingError, isPending, error, refetch } = useQuery(channelsQuery)
  const may = useMay('people:write')
  const now = useNow()
  const crumbs = [{ label: 'Channels', href: paths.channels }]
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  if (isPending) {
    return (
      <Page title="Channel" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const channel = data.items.find((item) => item.id === id)
  if (channel === undefined) return <NotFound />
  const hasMail = data.mail !== null
  return (
    <Page
      title={channel.name}
      crumbs={crumbs}
      sentence={channelSentence(channel, hasMail, now)}
      actions={may && <Acts channel={channel} canTest={channel.kind !== 'email' || hasMail} />}
    >
      {channel.previousSecretUntil !== null && (
        <Notice tone="quiet" title="Two signing secrets are good">
          The one before is good until <When at={channel.previousSecretUntil} as="instant" />; each request carries both
          signatures until then.
        </Notice>
      )}
      {may && (
        <Section title="What was sent" note={`${KIND_NAMES[channel.kind]} ${channel.place} · tells ${toldOn(channel)}`}>
          <DeliveriesTable channel={channel} />
        </Section>
      )}
    </Page>
  )
}

function Acts({ channel, canTest }: { readonly channel: Channel; readonly canTest: boolean }) {
  const [dialog, setDialog] = useState<'change' | 'secret' | 'remove' | null>(null)
  const queries = useQueryClient()
  const goesOn = channel.state === 'active'
  const toggle = useMutation({
    mutationFn: () => changeChannel(channel.id, { state: goesOn ? 'paused' : 'active' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  })
  const close = () => setDialog(null)
  return (
    <>
      {channel.kind !== 'email' && (
        <Button variant="subtle" color="gray" onClick={() => setDialog('remove')}>
          Remove it
        </Button>
      )}
      {channel.kind === 'webhook' && (
        <Button variant="subtle" color="gray" onClick={() => setDialog('secret')}>
          Change its secret
        </Button>
      )}
      {channel.kind !== 'email' && (
        <Button variant="default" onClick={() => setDialog('change')}>
          Change it
        </Button>
      )}
      <Button variant={goesOn ? 'default' : 'filled'} loading={toggle.isPending} onClick={() => toggle.mutate()}>
        {goesOn ? 'Pause it' : 'Switch it on'}
      </Button>
      {canTest && <TestButton channel={channel} />}
      {toggle.isError && <ProblemNotice error={toggle.error} />}
      {dialog === 'change' && <ChangeChannelDialog channel={channel} onClose={close} />}
      {dialog === 'secret' && <RotateDialog channel={channel} onClose={close} />}
      {dialog === 'remove' && <RemoveDialog channel={channel} onClose={close} />}
    </>
  )
}

interface DialogProps {
  readonly channel: Channel
  readonly onClose: () => void
}

function RotateDialog({ channel, onClose }: DialogProps) {
  const [hours, setHours] = useState('24')
  const queries = useQueryClient()
  const rotate = useMutation({
    mutationFn: () => rotateSecret(channel.id, Number(hours)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['channels'] }),
  })
  if (rotate.isSuccess) return <SecretDialog name={channel.name} secret={rotate.data.secret ?? ''} onClose={onClose} />
  return (
    <FormDialog
      title={`Change the secret of ${channel.name}`}
      submit="Make a new secret"
      act={rotate}
      onClose={onClose}
    >
      <p>The receiver needs the new secret; for a while requests carry the signatures of both.</p>
      <Select
        label="The present one stays good"
        allowDeselect={false}
        value={hours}
        onChange={(value) => setHours(value ?? '24')}
        data={[
          { value: '0', label: 'Not at all: it is known to others' },
          { value: '1', label: 'For an hour' },
          { value: '24', label: 'For a day' },
          { value: '168', label: 'For a week' },
        ]}
      />
    </FormDialog>
  )
}

function RemoveDialog({ channel, onClose }: DialogProps) {
  const queries = useQueryClient()
  const go = useGo()
  const remove = useMutation({
    mutationFn: () => removeChannel(channel.id),
    onSuccess: async () => {
      go(paths.channels)
      await queries.invalidateQueries({ queryKey: ['channels'] })
    },
  })
  const { waiting } = channel.health
  return (
    <FormDialog title={`Remove ${channel.name}`} submit="Remove the channel" act={remove} isDangerous onClose={onClose}>
      <p>
        Nothing is told on it any more, and its address, tokens and secrets are forgotten.{' '}
        {waiting === 0
          ? 'Nothing waits on it.'
          : `${formatCount(waiting, 'message')} that ${waiting === 1 ? 'waits' : 'wait'} on it ${waiting === 1 ? 'is' : 'are'} not sent.`}
      </p>
    </FormDialog>
  )
}
