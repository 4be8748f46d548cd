import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmRunbook, runbookQuery, type Runbook } from '../../api/runbook.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { Notice } from '../../components/notice.tsx'
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
  return (
    <FormDialog
      title="Confirm the runbook"
      submit="Confirm the runbook"
      act={confirm}
      isReady={reviewBy !== ''}
      onClose={onClose}
    >
      <p>
        You say that this page is right and that you can run <strong>{workflow.name}</strong> by it. It holds for
        release <strong>{page.release.name}</strong> ({shortHash(page.release.hash)}) and for the words as they are now
        ({shortHash(page.contentHash)}), without the figures. When either moves, it is asked for again.
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
    </FormDialog>
  )
}
