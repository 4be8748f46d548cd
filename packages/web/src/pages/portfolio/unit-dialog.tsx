import { Autocomplete } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { portfolioQuery, setUnit, type PortfolioItem } from '../../api/portfolio.ts'
import { FormDialog } from '../../components/form-dialog.tsx'

interface UnitDialogProps {
  readonly slug: string
  readonly item: PortfolioItem
  readonly items: readonly PortfolioItem[]
  readonly onClose: () => void
}

/** Says to which unit of the organisation a workflow belongs. */
export function UnitDialog({ slug, item, items, onClose }: UnitDialogProps) {
  const [unit, setText] = useState(item.unit)
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: () => setUnit(slug, { unit: unit.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: portfolioQuery.queryKey })
      onClose()
    },
  })
  const known = [...new Set(items.map((each) => each.unit))].filter((each) => each !== '').toSorted()
  return (
    <FormDialog title={`Unit of ${item.name}`} submit="Set the unit" act={send} onClose={onClose}>
      <Autocomplete
        label="Unit"
        description="The part of the organisation that it works for. Leave it empty to take it away."
        data={known}
        value={unit}
        onChange={setText}
        maxLength={200}
        data-autofocus
      />
    </FormDialog>
  )
}
