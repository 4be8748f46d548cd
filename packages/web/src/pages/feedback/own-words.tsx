import { Button, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { reportQuery, tellReliability, type FeedbackDetail } from '../../api/feedback.ts'
import { flagRun } from '../../api/runs.ts'
import { ProblemNotice } from '../../components/notice.tsx'

/** For whoever reported it: says more, or answers what she was asked. */
export function OwnWords({ detail: { feedback } }: { readonly detail: FeedbackDetail }) {
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const [right, setRight] = useState('')
  const tell = useMutation({
    mutationFn: async () => {
      const words = note.trim()
      if (feedback.runId === null) await tellReliability(feedback.workflow, words)
      else await flagRun(feedback.runId, words, right.trim() === '' ? undefined : right.trim())
    },
    onSuccess: () => {
      setNote('')
      setRight('')
      void queries.invalidateQueries({ queryKey: reportQuery(feedback.id).queryKey })
      notifications.show({ message: 'Your words are added.' })
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (note.trim() !== '') tell.mutate()
  }
  return (
    <form onSubmit={submit} aria-label="Say more">
      <Stack gap="sm">
        <Textarea
          label={feedback.state === 'asked' ? 'Your answer' : 'Say it in other words'}
          description={
            feedback.state === 'asked'
              ? 'It waits again when you have answered'
              : 'They take the place of what you said'
          }
          autosize
          minRows={2}
          maxLength={4000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {feedback.runId !== null && (
          <Textarea
            label="What would have been right"
            placeholder="Optional"
            autosize
            minRows={1}
            maxLength={4000}
            value={right}
            onChange={(event) => setRight(event.currentTarget.value)}
          />
        )}
        {tell.isError && <ProblemNotice error={tell.error} />}
        <div>
          <Button type="submit" variant="default" loading={tell.isPending} disabled={note.trim() === ''}>
            {feedback.state === 'asked' ? 'Send your answer' : 'Change your words'}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
