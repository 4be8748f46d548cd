import { Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ROLES } from '@dayshift/core'
import { useState } from 'react'
import { keysQuery, peopleQuery, type ApiKey, type Person } from '../../api/people.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage, LoadingRows } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatCount } from '../../words/format.ts'
import { ROLE_MEANINGS, ROLE_NAMES } from '../../words/names.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { WhoMay } from '../workflows/who-may.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { hasEnded } from './key-words.ts'
import { KeysTable } from './keys-table.tsx'
import { MakeKeyDialog } from './make-key-dialog.tsx'
import { MembershipDialog } from './membership-dialog.tsx'
import { peopleSentence } from './people-sentence.ts'
import classes from './people-page.module.css'
import { PeopleTable } from './people-table.tsx'
import { RevokeKeyDialog } from './revoke-key-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'

const route = getRouteApi('/signed-in/people')

/** Who works here in which role, and what has a key. */
export function PeoplePage() {
  const { tab = 'people' } = route.useSearch()
  const may = useMay('people:write')
  const go = useGo()
  const now = useNow()
  const people = useQuery(peopleQuery)
  const keys = useQuery({ ...keysQuery, enabled: may })
  if (people.isError) return <PageProblem error={people.error} again={() => void people.refetch()} />
  if (people.isPending || (may && keys.isPending)) {
    return (
      <Page title="People">
        <LoadingPage />
      </Page>
    )
  }
  const everybody = people.data.items
  return (
    <Page title="People" sentence={peopleSentence({ people: everybody, keys: keys.data?.items ?? null, now })}>
      {may ? (
        <Tabs
          value={tab}
          onChange={(next) => go(paths.people(next === 'keys' ? { tab: 'keys' } : {}), { replace: true })}
          className={classes.tabs ?? ''}
          keepMounted={false}
        >
          <Tabs.List aria-label="People and keys">
            <Tabs.Tab value="people">People</Tabs.Tab>
            <Tabs.Tab value="keys">API keys</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="people">
            <PeoplePart people={everybody} keys={keys.data?.items ?? []} />
          </Tabs.Panel>
          <Tabs.Panel value="keys">
            {keys.isError ? (
              <ProblemNotice error={keys.error} again={() => void keys.refetch()} />
            ) : (
              <KeysPart keys={keys.data?.items ?? []} />
            )}
          </Tabs.Panel>
        </Tabs>
      ) : (
        <>
          {tab === 'keys' && (
            <div className={classes.notice}>
              <Notice tone="quiet" title="API keys are shown to admins alone">
                <WhoMay act="see, make and revoke them" roles={['admin']} />
              </Notice>
            </div>
          )}
          <PeoplePart people={everybody} keys={[]} />
        </>
      )}
    </Page>
  )
}

function PeoplePart({ people, keys }: { readonly people: readonly Person[]; readonly keys: readonly ApiKey[] }) {
  const may = useMay('people:write')
  const { person: me } = useSession()
  const now = useNow()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [adding, add] = useDisclosure(false)
  const [changing, role] = useDisclosure(false)
  const [ending, membership] = useDisclosure(false)
  const chosen = people.find(({ id }) => id === chosenId)
  const facts = chosen && {
    person: chosen,
    people,
    keys: keys.filter((key) => !hasEnded(key, now)),
    isMe: chosen.id === me.id,
  }
  return (
    <>
      <Section
        title="People"
        note={formatCount(people.filter(({ active }) => active).length, 'active')}
        actions={may ? <Button onClick={add.open}>Add a person</Button> : <WhoMay act="add people and change roles" roles={['admin']} />}
      >
        <PeopleTable
          people={people}
          onRole={({ id }) => {
            setChosenId(id)
            role.open()
          }}
          onMembership={({ id }) => {
            setChosenId(id)
            membership.open()
          }}
        />
      </Section>
      <Section title="What the roles may do">
        <dl className={classes.roles}>
          {ROLES.map((each) => (
            <div key={each}>
              <dt>{ROLE_NAMES[each]}</dt>
              <dd>{ROLE_MEANINGS[each]}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <AddPersonDialog opened={adding} onClose={add.close} />
      {facts && <RoleDialog facts={facts} opened={changing} onClose={role.close} />}
      {facts && <MembershipDialog facts={facts} opened={ending} onClose={membership.close} />}
    </>
  )
}

function KeysPart({ keys }: { readonly keys: readonly ApiKey[] }) {
  const [chosen, setChosen] = useState<ApiKey | null>(null)
  const [making, make] = useDisclosure(false)
  const [revoking, revoke] = useDisclosure(false)
  return (
    <>
      <Section title="API keys" actions={<Button onClick={make.open}>Make an API key</Button>}>
        {keys.length === 0 ? (
          <Empty title="No API key yet">
            A host of a workflow delivers its runs with a key, and fetches with it which release it runs. Make one for each
            host, so that each can be revoked alone.
          </Empty>
        ) : (
          <KeysTable
            keys={keys}
            onRevoke={(key) => {
              setChosen(key)
              revoke.open()
            }}
          />
        )}
      </Section>
      <MakeKeyDialog opened={making} onClose={make.close} />
      {chosen && <RevokeKeyDialog apiKey={chosen} opened={revoking} onClose={revoke.close} />}
    </>
  )
}
