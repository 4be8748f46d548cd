import { Button, MultiSelect, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { peopleQuery, privacyQuery, setPrivacy, type Privacy } from '../../api/people.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { listOf } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import classes from './people-page.module.css'

/** How figures of people are kept: how small a group may be shown, and who sees figures of one person. */
export function PrivacyPage({ tabs }: { readonly tabs: ReactNode }) {
  const { data, isLoadingError, isPending, error, refetch } = useQuery(privacyQuery)
  const may = useMay('people:write')
  const [setting, setSetting] = useState(false)
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  const crumbs = [{ label: 'People', href: paths.people() }]
  if (isPending) {
    return (
      <Page title="Privacy" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  return (
    <Page
      title="Privacy"
      crumbs={crumbs}
      sentence={privacySentence(data)}
      actions={may && <Button onClick={() => setSetting(true)}>Set privacy</Button>}
    >
      {tabs}
      <div className={classes.prose}>
        <p>
          Everybody sees her own figures: how she relied on outputs where she answered first, and how her practice went.
          Nobody else does, but for those who are named here. Persons are never put in an order.
        </p>
        <p>
          Teams are shown where enough people decided. Where leaving a small team out would still tell it, because the
          others can be taken off the whole, the next smallest is left out too.
        </p>
        <p className="quiet">
          {data.by === null || data.at === null ? (
            'As it comes; nobody has set it yet. '
          ) : (
            <>
              {data.by.name} set it <When at={data.at} />.{' '}
            </>
          )}
          {may ? 'What you set is an act in the ledger.' : 'Admins set it; it is an act in the ledger.'}
        </p>
      </div>
      {setting && <PrivacyDialog privacy={data} onClose={() => setSetting(false)} />}
    </Page>
  )
}

function privacySentence({ leastGroup, maySee }: Privacy): Sentence {
  const others: Sentence =
    maySee.length === 0
      ? [' alone.']
      : [' and by ', { text: listOf(maySee.map(({ name }) => name)), tone: 'person' }, '.']
  return [
    'Groups of fewer than ',
    { text: `${String(leastGroup)} people`, strong: true },
    ' are shown nowhere. Figures of one person are seen by that person',
    ...others,
  ]
}

function PrivacyDialog({ privacy, onClose }: { readonly privacy: Privacy; readonly onClose: () => void }) {
  const people = useQuery(peopleQuery)
  const [leastGroup, setLeastGroup] = useState<number | string>(privacy.leastGroup)
  const [maySee, setMaySee] = useState(privacy.maySee.map(({ id }) => id))
  const queries = useQueryClient()
  const set = useMutation({
    mutationFn: () => setPrivacy({ leastGroup: Number(leastGroup), maySee }),
    onSuccess: (next) => {
      queries.setQueryData(privacyQuery.queryKey, next)
      onClose()
    },
  })
  const active = people.data?.items.filter((person) => person.active) ?? []
  return (
    <FormDialog
      title="How figures of people are kept"
      submit="Set privacy"
      act={set}
      isReady={typeof leastGroup === 'number' && leastGroup >= 2 && leastGroup <= 50}
      onClose={onClose}
    >
      <NumberInput
        label="Smallest group that is shown"
        description="From 2 to 50 people. In smaller groups single persons could be told."
        min={2}
        max={50}
        allowDecimal={false}
        value={leastGroup}
        onChange={setLeastGroup}
        data-autofocus
      />
      <MultiSelect
        label="Who may see figures of other persons"
        description="One person at a time, to help. Nobody, unless you name somebody; agree it with your people first."
        data={active.map(({ id, name }) => ({ value: id, label: name }))}
        value={maySee}
        onChange={setMaySee}
        searchable
        clearable
      />
    </FormDialog>
  )
}
