import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type DutyTable, dutiesQuery, type TransferView, transferQuery } from '../../api/duties.ts'

/** An act on duties: the table that it gives is shown at once, whatever else shows holders is read again. */
export function useDutyAct<Input>(
  slug: string,
  act: (input: Input) => Promise<DutyTable>,
  onDone?: (table: DutyTable) => void,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (next) => {
      queries.setQueryData(dutiesQuery(slug).queryKey, next)
      void queries.invalidateQueries({ queryKey: ['transfers'] })
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      onDone?.(next)
    },
  })
}

/** An act on the transfer: its view is shown at once, whatever else shows holders is read again. */
export function useTransferAct<Input>(
  slug: string,
  act: (input: Input) => Promise<TransferView>,
  onDone?: (view: TransferView) => void,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (next) => {
      queries.setQueryData(transferQuery(slug).queryKey, next)
      void queries.invalidateQueries({ queryKey: ['duties'] })
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      onDone?.(next)
    },
  })
}
