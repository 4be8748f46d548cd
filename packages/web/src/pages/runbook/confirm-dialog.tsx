import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { confirmRunbook, runbookQuery, type Runbook } from '../../api/runbook.ts'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { formatCount, shortHash } from '../../words/format.ts'

export function ConfirmDialog({ runbook, onClose }: { readonly runbook: Runbook; readonly onClose: () => void }) {
  const { workflow, page, nextReview } = runbook
  const [reviewBy, setReviewBy] = useState(nextReview)
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: async () => {
      if (page === null) throw new TypeError('There is no page to confirm')
      return await confirmRunbook(workflow.slug, {
        release: page.release.hash,
        contentHash: page.contentHash,
        reviewBy,
      })
    },
    onSuccess: (next) => {
      queries.setQueryData(runbookQuery(workflow.slug).queryKey, next)
      onClose()
    },
    // What it was about may have moved: the page behind shows it as it is now.
    onError: () => queries.invalidateQueries({ queryKey: runbookQuery(workflow.slug).queryKey }),
  })
  if (page === null) return null
  function submit(event: FormEvent): void {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <Modal opened onClose={onClose} title="Confirm the runbook">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p>
            You say that this page is right and that you can run <strong>{workflow.name}</strong> by it. It holds for
            release <strong>{page.release.name}</strong> ({shortHash(page.release.hash)}) and for the words as they are
            now ({shortHash(page.contentHash)}), without the figures. When either moves, it is asked for again.
          </p>
          {page.problems.length > 0 && (
            <Notice tone="quiet">
              {formatCount(page.problems.length, 'thing is', 'things are')} missing. You can confirm it all the same: no
              page is perfect.
            </Notice>
          )}
          <TextInput
            type="date"
            label="Look at it again by"
            description="Its last day; a year is the longest."
            required
            data-autofocus
            value={reviewBy}
            onChange={(event) => setReviewBy(event.currentTarget.value)}
          />
          {confirm.isError && <ProblemNotice error={confirm.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={confirm.isPending} disabled={reviewBy === ''}>
              Confirm the runbook
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
