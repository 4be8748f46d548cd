import { useMutation, useQueryClient } from '@tanstack/react-query'
import { workflowSpendQuery, type WorkflowSpend } from '../../api/spend.ts'

/** An act that answers with the page as it is then; the dialog closes once it is done. */
export function useSpendAct(slug: string, work: () => Promise<WorkflowSpend>, onClose: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: work,
    onSuccess: (next) => {
      queries.setQueryData(workflowSpendQuery(slug).queryKey, next)
      onClose()
    },
  })
}
