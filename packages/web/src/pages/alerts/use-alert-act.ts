import { useMutation, useQueryClient } from '@tanstack/react-query'
import { alertQuery, type AlertDetail } from '../../api/alerts.ts'

/** One act on an alert: its answer is the alert as it is then, and the lists are read again. */
export function useAlertAct(id: string, onDone: () => void = () => {}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<AlertDetail>) => act(),
    onSuccess: (next) => {
      queries.setQueryData(alertQuery(id).queryKey, next)
      void queries.invalidateQueries({ queryKey: ['alerts'] })
      void queries.invalidateQueries({ queryKey: ['alert-counts'] })
      void queries.invalidateQueries({ queryKey: ['workflow-alerts'] })
      onDone()
    },
    onError: () => void queries.invalidateQueries({ queryKey: alertQuery(id).queryKey }),
  })
}
