import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import {
  changeFailureCase,
  failureCaseQuery,
  feedbackBoardQuery,
  openFailureCase,
  type FailureCaseDetail,
  type RepeatedError,
} from '../../api/feedback.ts'
import { ProblemNotice } from '../../components/notice.tsx'
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
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() !== '') open.mutate()
  }
  return (
    <Modal opened onClose={onClose} title="Make a failure case">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p>
            {correctionWords(repeated.fields)}: {formatCount(repeated.n, 'correction')} become its examples, and so does
            each one to come.
          </p>
          <CaseFields name={name} guidance={guidance} onName={setName} onGuidance={setGuidance} />
          {open.isError && <ProblemNotice error={open.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={open.isPending} disabled={name.trim() === ''}>
              Make the failure case
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface CaseFieldsProps {
  readonly name: string
  readonly guidance: string
  readonly onName: (name: string) => void
  readonly onGuidance: (guidance: string) => void
}

function CaseFields({ name, guidance, onName, onGuidance }: CaseFieldsProps) {
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
        minRows={3}
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
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() !== '') change.mutate({ name, guidance })
  }
  return (
    <Modal opened onClose={onClose} title="Change the words">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <CaseFields name={name} guidance={guidance} onName={setName} onGuidance={setGuidance} />
          {change.isError && <ProblemNotice error={change.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
              Change the words
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Names the release that mends it. */
export function MendedDialog({ detail: { failureCase, releases }, onClose }: CaseActProps) {
  const [hash, setHash] = useState<string | null>(releases[0]?.hash ?? null)
  const change = useChange(failureCase.id, onClose)
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (hash !== null) change.mutate({ fixedIn: hash })
  }
  return (
    <Modal opened onClose={onClose} title="Name the release that mends it">
      <form onSubmit={submit}>
        <Stack gap="sm">
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
          {change.isError && <ProblemNotice error={change.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending} disabled={hash === null}>
              This release mends it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
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
