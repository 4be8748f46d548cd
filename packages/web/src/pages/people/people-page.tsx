import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { keysQuery, peopleQuery } from '../../api/people.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Page } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { KeysTable } from './keys-table.tsx'
import classes from './people-page.module.css'
import { keysSentence, peopleSentence } from './people-sentence.ts'
import { PeopleTable } from './people-table.tsx'
import { PrivacyPage } from './privacy-page.tsx'

const route = getRouteApi('/signed-in/people')

/** Who works here, which keys let hosts in, and how figures of people are kept. */
export function PeoplePage() {
  const { tab } = route.useSearch()
  if (tab === 'privacy') return <PrivacyPage tabs={<Tabs here="privacy" />} />
  return tab === 'keys' ? <Keys /> : <People />
}

function Tabs({ here }: { readonly here: 'people' | 'keys' | 'privacy' }) {
  const may = useMay('people:write')
  return (
    <nav className={classes.tabs} aria-label="People, keys and privacy">
      <To href={paths.people()} className={classes.tab} aria-current={here === 'people' ? 'page' : undefined}>
        People
      </To>
      {may && (
        <To
          href={paths.people({ tab: 'keys' })}
          className={classes.tab}
          aria-current={here === 'keys' ? 'page' : undefined}
        >
          API keys
        </To>
      )}
      <To
        href={paths.people({ tab: 'privacy' })}
        className={classes.tab}
        aria-current={here === 'privacy' ? 'page' : undefined}
      >
        Privacy
      </To>
    </nav>
  )
}

function People() {
  const { data, isLoadingError, isPending, error, refetch } = useQuery(peopleQuery)
  const may = useMay('people:write')
  const [adding, dialog] = useDisclosure(false)
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  if (isPending) {
    return (
      <Page title="People">
        <LoadingPage />
      </Page>
    )
  }
  return (
    <Page
      title="People"
      sentence={peopleSentence(data.items)}
      actions={may && <Button onClick={dialog.open}>Add a person</Button>}
    >
      <Tabs here="people" />
      <PeopleTable people={data.items} />
      <AddPersonDialog opened={adding} onClose={dialog.close} />
    </Page>
  )
}

function Keys() {
  const { data, isLoadingError, isPending, error, refetch } = useQuery(keysQuery)
  const [making, dialog] = useDisclosure(false)
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  const crumbs = [{ label: 'People', href: paths.people() }]
  if (isPending) {
    return (
      <Page title="API keys" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  return (
    <Page
      title="API keys"
      crumbs={crumbs}
      sentence={keysSentence(data.items, new Date())}
      actions={<Button onClick={dialog.open}>Make an API key</Button>}
    >
      <Tabs here="keys" />
      <KeysTable keys={data.items} />
      <CreateKeyDialog opened={making} onClose={dialog.close} />
    </Page>
  )
}
