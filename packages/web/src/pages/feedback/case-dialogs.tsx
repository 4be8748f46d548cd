import { Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  changeFailureCase,
  failureCaseQuery,
  feedbackBoardQuery,
  openFailureCase,
  type FailureCaseDetail,
  type RepeatedError,
} from '../../api/feedback.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatDate } from '../../words/format.ts'
import { correctionWords } from './feedback-words.ts'

interface NewCaseProps {
  readonly slug: string
  readonly repeated: RepeatedError
  readonly onClose: () => void
}

/** Gives an error that repeats a name. */
export function NewCaseDialog({ slug, repeated, onClose }: NewCaseProps) {
  const go = useGo()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [guidance, setGuidance] = useState('')
  const open = useMutation({
    mutationFn: () => openFailureCase(slug, { name, guidance, corrections: [repeated.digest] }),
    onSuccess: (made) => {
      queries.setQueryData(failureCaseQuery(made.failureCase.id).queryKey, made)
      void queries.invalidateQueries({ queryKey: feedbackBoardQuery(slug).queryKey })
      go(paths.failureCase(made.failureCase.id))
    },
  })
  return (
    <FormDialog
      title="Make a failure case"
      submit="Make the failure case"
      isReady={name.trim() !== ''}
      act={open}
      onClose={onClose}
    >
      <p>
        {correctionWords(repeated.fields)}: {formatCount(repeated.n, 'correction')} become its examples, and so does
        each one to come.
      </p>
      <CaseFields name={name} guidance={guidance} onName={setName} onGuidance={setGuidance} />
    </FormDialog>
  )
}

interface CaseFieldsProps {
  readonly name: string
  readonly guidance: string
  readonly onName: (name: string) => void
  readonly onGuidance: (guidance: string) => void
}

export function CaseFields({ name, guidance, onName, onGuidance }: CaseFieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        placeholder="Wrong deadline"
        withAsterisk
        maxLength={120}
        value={name}
        onChange={(event) => onName(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label="What to do when it comes"
        placeholder="Look the deadline up in the contract"
        autosize
        minRows={2}
        maxLength={4000}
        value={guidance}
        onChange={(event) => onGuidance(event.currentTarget.value)}
      />
    </>
  )
}

interface CaseActProps {
  readonly detail: FailureCaseDetail
  readonly onClose: () => void
}

export function EditCaseDialog({ detail: { failureCase }, onClose }: CaseActProps) {
  const [name, setName] = useState(failureCase.name)
  const [guidance, setGuidance] = useState(failureCase.guidance)
  const change = useChange(failureCase.id, onClose)
  return (
    <FormDialog
      title="Change the words"
      submit="Change the words"
      isReady={name.trim() !== ''}
      act={change}
      onSubmit={() => change.mutate({ name, guidance })}
      onClose={onClose}
    >
      <CaseFields name={name} guidance={guidance} onName={setName} onGuidance={setGuidance} />
    </FormDialog>
  )
}

/** Names the release that mends it. */
export function MendedDialog({ detail: { failureCase, releases }, onClose }: CaseActProps) {
  const [hash, setHash] = useState<string | null>(releases[0]?.hash ?? null)
  const change = useChange(failureCase.id, onClose)
  return (
    <FormDialog
      title="Name the release that mends it"
      submit="This release mends it"
      isReady={hash !== null}
      act={change}
      onSubmit={() => change.mutate({ fixedIn: hash })}
      onClose={onClose}
    >
      <p>Should a run of that release, or of a later one, show it again, the failure case says so.</p>
      <Select
        label="Release"
        allowDeselect={false}
        value={hash}
        onChange={setHash}
        data={releases.map((release) => ({
          value: release.hash,
          label: `${release.name} · ${formatDate(new Date(release.createdAt))}`,
        }))}
        data-autofocus
      />
    </FormDialog>
  )
}

export function useChange(id: string, onDone: () => void = () => {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Parameters<typeof changeFailureCase>[1]) => changeFailureCase(id, body),
    onSuccess: (next) => {
      queries.setQueryData(failureCaseQuery(id).queryKey, next)
      onDone()
    },
  })
}
