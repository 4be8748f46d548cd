import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DAY_MS } from '@dayshift/core'
import { healthQuery, takeBaseline, type Baseline, type Health } from '../../api/health.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useNow } from '../../components/use-now.ts'
import { DATA_NAMES, SOURCE_NAMES } from './health-words.ts'

const SOURCES = ['hand', 'pilot', 'readiness'] as const
const KINDS = ['live', 'historical', 'curated'] as const

interface BaselineDialogProps {
  readonly slug: string
  readonly releases: Health['releases']
  readonly onClose: () => void
}

/** Freezes a window of runs; everything later is held against it. */
export function BaselineDialog({ slug, releases, onClose }: BaselineDialogProps) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [source, setSource] = useState<(typeof SOURCES)[number]>('hand')
  const [dataKind, setDataKind] = useState<Baseline['dataKind']>('live')
  const [release, setRelease] = useState('')
  const now = useNow().getTime()
  const [from, setFrom] = useState(() => dayAt(now - 14 * DAY_MS))
  const [to, setTo] = useState(() => dayAt(now))
  const take = useMutation({
    mutationFn: () =>
      takeBaseline(slug, {
        name: name.trim(),
        source,
        dataKind,
        release: release === '' ? null : release,
        from: `${from}T00:00:00Z`,
        to: `${to}T00:00:00Z`,
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: healthQuery(slug).queryKey })
      onClose()
    },
  })
  return (
    <FormDialog
      title="Take a baseline"
      submit="Take this baseline"
      act={take}
      isReady={name.trim() !== '' && from < to}
      onClose={onClose}
    >
      <p className="quiet">
        The window is frozen: every signal is held against it from then on, and no later run changes it.
      </p>
      <TextInput
        label="Name"
        placeholder="Two good weeks in November"
        required
        maxLength={120}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="First day"
        type="date"
        required
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        label="Until (not included)"
        description="Days of UTC"
        type="date"
        required
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <NativeSelect
        label="Runs of"
        value={release}
        data={[
          { value: '', label: 'All releases' },
          ...releases.map((each) => ({ value: each.hash, label: `Release ${each.name}` })),
        ]}
        onChange={(event) => setRelease(event.currentTarget.value)}
      />
      <NativeSelect
        label="Where it comes from"
        value={source}
        data={SOURCES.map((each) => ({ value: each, label: SOURCE_NAMES[each] }))}
        onChange={(event) => setSource(SOURCES.find((each) => each === event.currentTarget.value) ?? 'hand')}
      />
      <NativeSelect
        label="What kind of data it is"
        value={dataKind}
        data={KINDS.map((each) => ({ value: each, label: DATA_NAMES[each] }))}
        onChange={(event) => setDataKind(KINDS.find((each) => each === event.currentTarget.value) ?? 'live')}
      />
    </FormDialog>
  )
}

function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
