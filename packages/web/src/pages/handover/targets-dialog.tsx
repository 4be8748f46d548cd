import { ActionIcon, Group, NumberInput, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { MEASURES, type Measure } from '@dayshift/core'
import { useState } from 'react'
import { setTarget, type TargetState } from '../../api/handover.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatNumber, NBSP } from '../../words/format.ts'
import classes from './evidence-page.module.css'

interface TargetsDialogProps {
  readonly slug: string
  readonly targets: readonly TargetState[]
  readonly onClose: () => void
}

const MEASURE_CHOICES = Object.entries(MEASURES).map(([value, { name }]) => ({ value, label: name }))
const BOUNDS = [
  { value: 'at-most', label: 'at most' },
  { value: 'at-least', label: 'at least' },
] as const

/** Written bounds on what can be measured; one a measure. */
export function TargetsDialog({ slug, targets, onClose }: TargetsDialogProps) {
  const queries = useQueryClient()
  const [measure, setMeasure] = useState<Measure>('failure-share')
  const [bound, setBound] = useState<TargetState['bound']>(boundFor('failure-share'))
  const [value, setValue] = useState<number | ''>('')
  const set = useMutation({
    mutationFn: (target: Parameters<typeof setTarget>[1]) => setTarget(slug, target),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      setValue('')
    },
  })
  const { unit } = MEASURES[measure]
  return (
    <FormDialog
      title="Set targets"
      submit="Set the target"
      cancel="Close"
      act={set}
      onSubmit={() => {
        if (value !== '') set.mutate({ measure, bound, value })
      }}
      isReady={value !== ''}
      onClose={onClose}
    >
      {targets.length > 0 && (
        <ul className={classes.plain}>
          {targets.map((target) => (
            <li key={target.measure}>
              <span>{target.name}</span>
              <strong className="num">{targetWords(target)}</strong>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Take away the target for ${target.name}`}
                onClick={() => set.mutate({ measure: target.measure, bound: target.bound, value: null })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <Select
        label="Measure"
        allowDeselect={false}
        data={MEASURE_CHOICES}
        value={measure}
        onChange={(chosen) => {
          // The list is made of the measures.
          const next = (chosen ?? measure) as Measure
          setMeasure(next)
          setBound(boundFor(next))
        }}
        data-autofocus
      />
      <Group grow>
        <Select
          label="Bound"
          allowDeselect={false}
          data={BOUNDS}
          value={bound}
          onChange={(chosen) => setBound(chosen === 'at-least' ? 'at-least' : 'at-most')}
        />
        <NumberInput
          label="Value"
          required
          min={0}
          decimalScale={4}
          suffix={unit === 'money' ? '' : `${NBSP}${unit}`}
          value={value}
          onChange={(next) => setValue(typeof next === 'number' ? next : '')}
        />
      </Group>
    </FormDialog>
  )
}

/** `at most 5 %`. */
export function targetWords({ bound, value, unit }: Pick<TargetState, 'bound' | 'value' | 'unit'>): string {
  const words = bound === 'at-least' ? 'at least' : 'at most'
  return `${words} ${formatNumber(value)}${unit === 'money' ? '' : `${NBSP}${unit}`}`
}

function boundFor(measure: Measure): TargetState['bound'] {
  return MEASURES[measure].better === 'higher' ? 'at-least' : 'at-most'
}
