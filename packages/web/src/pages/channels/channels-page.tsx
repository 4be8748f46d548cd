import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type Channel, channelsQuery, type ChannelList } from '../../api/channels.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatStanding } from '../../words/format.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { WhoMay } from '../workflows/who-may.tsx'
import { AddChannelDialog } from './add-channel-dialog.tsx'
import { channelsSentence } from './channel-sentence.ts'
import { KIND_NAMES, stateOf, toldOn } from './channel-words.ts'
import classes from './channels.module.css'
import { TestButton } from './test-button.tsx'

/** Where the workspace tells what needs people, and whether that arrives. */
export function ChannelsPage() {
  const { data, isLoadingError, isPending, error, refetch } = useQuery(channelsQuery)
  const may = useMay('people:write')
  const [adding, dialog] = useDisclosure(false)
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  if (isPending) {
    return (
      <Page title="Channels">
        <LoadingPage />
      </Page>
    )
  }
  const hasMail = data.mail !== null
  return (
    <Page
      title="Channels"
      sentence={channelsSentence(data)}
      actions={may && <Button onClick={dialog.open}>Add a channel</Button>}
    >
      {!hasMail && (
        <div className={classes.notice}>
          <MailNotice />
        </div>
      )}
      <Section title="Channels of the workspace" note="arrived and given up: 7 days">
        <ChannelsTable list={data} may={may} />
        {data.items.length === 1 && (
          <Empty title="No other channel yet">
            Slack with buttons to answer from there, a signed webhook for your own systems, PagerDuty for whoever is on
            call.
          </Empty>
        )}
        {!may && <WhoMay act="add and change channels" roles={['admin']} />}
      </Section>
      <p className={classes.foot}>
        How each person is told is her own choice: <To href={paths.told}>how I am told</To>.
      </p>
      {adding && <AddChannelDialog actionsUrl={data.slackActionsUrl} onClose={dialog.close} />}
    </Page>
  )
}

function MailNotice() {
  return (
    <Notice tone="person" title="E-mail is not set up">
      Whoever runs the installation sets <code>DAYSHIFT_SMTP_URL</code> (like smtps://user:password@mail.example.com)
      and <code>DAYSHIFT_SMTP_FROM</code>, and starts the server anew. Until then nobody is told by e-mail.
    </Notice>
  )
}

function ChannelsTable({ list, may }: { readonly list: ChannelList; readonly may: boolean }) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stacks}`}>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">State</th>
            <th scope="col">Tells</th>
            <th scope="col">Last arrived</th>
            <th scope="col" className={table.number}>
              Arrived
            </th>
            <th scope="col" className={table.number}>
              Waiting
            </th>
            <th scope="col" className={table.number}>
              Given up
            </th>
            {may && (
              <th scope="col">
                <span className="visually-hidden">Test it</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {list.items.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} hasMail={list.mail !== null} may={may} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ChannelRowProps {
  readonly channel: Channel
  readonly hasMail: boolean
  readonly may: boolean
}

function ChannelRow({ channel, hasMail, may }: ChannelRowProps) {
  const { id, name, kind, place, health } = channel
  const [verdict, word] = stateOf(channel, hasMail)
  const now = useNow()
  const canTest = kind !== 'email' || hasMail
  return (
    <tr>
      <td>
        {may ? (
          <To href={paths.channel(id)} className={table.rowLink}>
            {name}
          </To>
        ) : (
          <span className={classes.name}>{name}</span>
        )}
        <div className={classes.place}>
          {kind !== 'email' && KIND_NAMES[kind]}
          {kind !== 'email' && place !== '' && ' · '}
          {place}
        </div>
      </td>
      <td>
        <VerdictMark verdict={verdict} word={word} />
        {health.failures > 0 && health.failingSince !== null && (
          <div className={classes.place}>{formatStanding(new Date(health.failingSince), now)}</div>
        )}
      </td>
      <td data-label="Tells">{toldOn(channel)}</td>
      <td className={table.tight} data-label="Last arrived">
        {health.lastSuccessAt === null ? <span className="quiet">never</span> : <When at={health.lastSuccessAt} />}
      </td>
      <td className={table.number} data-label="Arrived">
        {health.delivered}
      </td>
      <td className={table.number} data-label="Waiting">
        {health.waiting}
      </td>
      <td className={table.number} data-label="Given up">
        {health.dead}
      </td>
      {may && <td className={table.number}>{canTest && <TestButton channel={channel} isSmall />}</td>}
    </tr>
  )
}
