import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ACT_KINDS, type ActKind, DETAIL_DATES } from '@dayshift/core'
import { useState } from 'react'
import { tellAct } from '../../api/handover.ts'
import { peopleQuery } from '../../api/people.ts'
import { workflowPlaybookQuery } from '../../api/playbooks.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useSession } from '../../shell/use-session.ts'
import { choicesOf, detailLabel } from './detail-words.ts'
import { localInput } from '../../words/local-input.ts'
import { wordsThatCount } from './words-that-count.ts'

interface TellActDialogProps {
  readonly slug: string
  readonly kind: ActKind | null
  readonly onClose: () => void
}

const KINDS = Object.entries(ACT_KINDS).map(([value, { name }]) => ({ value, label: name }))

/** Tells something that people did, as evidence: what, when, with whom, and what it must say. */
export function TellActDialog({ slug, kind: given, onClose }: TellActDialogProps) {
  const { person: me } = useSession()
  const { data: everybody } = useQuery(peopleQuery)
  const { data: chosen } = useQuery(workflowPlaybookQuery(slug))
  const queries = useQueryClient()
  const [kind, setKind] = useState<ActKind | null>(given)
  const [at, setAt] = useState(() => localInput(new Date()))
  const [people, setPeople] = useState<string[]>([me.id])
  const [details, setDetails] = useState<Readonly<Record<string, string>>>({})
  const act = kind === null ? null : ACT_KINDS[kind]
  const needs: readonly string[] = act?.needs ?? []
  const tell = useMutation({
    mutationFn: (of: ActKind) =>
      tellAct(slug, { kind: of, at: new Date(at).toISOString(), people, details: filled(details) }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      notifications.show({ message: 'Told. It counts as evidence now.' })
      onClose()
    },
  })
  const known = (everybody?.items ?? []).filter(({ active, id }) => active || people.includes(id))
  return (
    <FormDialog
      title="Tell what happened"
      submit="Tell it"
      act={tell}
      onSubmit={() => {
        if (kind !== null) tell.mutate(kind)
      }}
      isReady={kind !== null && at !== ''}
      onClose={onClose}
    >
      <Select
        label="What happened"
        searchable
        required
        data={KINDS}
        value={kind}
        // The list is made of the kinds.
        onChange={(value) => setKind(value as ActKind | null)}
        data-autofocus={given === null || undefined}
      />
      <TextInput
        label="When"
        type="datetime-local"
        required
        data-autofocus={given !== null || undefined}
        max={localInput(new Date())}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <MultiSelect
        label="Who took part"
        description={act !== null && act.with > 1 ? `At least ${act.with} people.` : undefined}
        searchable
        data={known.map(({ id, name }) => ({ value: id, label: name }))}
        value={people}
        onChange={setPeople}
      />
      {needs
        .filter((need) => choicesOf(need) !== null)
        .map((need) => (
          <Select
            key={need}
            label={detailLabel(need)}
            required
            data={choicesOf(need) ?? []}
            value={details[need] ?? null}
            onChange={(value) => setDetails({ ...details, [need]: value ?? '' })}
          />
        ))}
      {needs
        .filter((need) => DETAIL_DATES[need] !== undefined)
        .map((need) => (
          <TextInput
            key={need}
            label={detailLabel(need)}
            type="date"
            required
            value={details[need] ?? ''}
            onChange={(event) => setDetails({ ...details, [need]: event.currentTarget.value })}
          />
        ))}
      {needs
        .filter((need) => choicesOf(need) === null && DETAIL_DATES[need] === undefined)
        .map((need) => (
          <Textarea
            key={need}
            label={detailLabel(need)}
            description={
              chosen === undefined || kind === null ? null : hintOf(wordsThatCount(chosen.playbook, kind, need))
            }
            required
            autosize
            minRows={2}
            maxLength={2000}
            value={details[need] ?? ''}
            onChange={(event) => setDetails({ ...details, [need]: event.currentTarget.value })}
          />
        ))}
      <TextInput
        label="Note"
        maxLength={2000}
        value={details['note'] ?? ''}
        onChange={(event) => setDetails({ ...details, note: event.currentTarget.value })}
      />
    </FormDialog>
  )
}

function hintOf(words: readonly string[]): string | null {
  return words.length === 0 ? null : `The playbook looks for: ${words.join('; ')}. Say which of them it was.`
}

function filled(details: Readonly<Record<string, string>>): { [name: string]: string } {
  return Object.fromEntries(Object.entries(details).filter(([, text]) => text.trim() !== ''))
}
