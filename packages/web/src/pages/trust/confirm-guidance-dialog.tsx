import { useMutation, useQueryClient } from '@tanstack/react-query'
import { confirmGuidance, trustQuery, type TrustPage } from '../../api/trust.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatCount } from '../../words/format.ts'

export function ConfirmGuidanceDialog({ trust, onClose }: { readonly trust: TrustPage; readonly onClose: () => void }) {
  const { workflow, release, guidance } = trust
  const queries = useQueryClient()
  const { queryKey } = trustQuery(workflow.slug)
  const confirm = useMutation({
    mutationFn: async () => {
      if (release === null) throw new TypeError('There is no release to stand by')
      return await confirmGuidance(workflow.slug, { release: release.hash, contentHash: guidance.contentHash })
    },
    onSuccess: (next) => {
      queries.setQueryData(queryKey, next)
      onClose()
    },
    // What it was about may have moved: the page behind shows it as it is now.
    onError: () => queries.invalidateQueries({ queryKey }),
  })
  return (
    <FormDialog title="Stand by this page" submit="Stand by it" act={confirm} focusesAct onClose={onClose}>
      <p>
        You say that people may rely on <strong>{workflow.name}</strong> by these{' '}
        {formatCount(guidance.lines.length, 'line')}. They are then shown beside each output, with your name. It holds
        for release <strong>{release?.name}</strong> and for the words as they are now; the figures may move.
      </p>
    </FormDialog>
  )
}
