import { Slider, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changesQuery, proposeChange } from '../../api/changes.ts'
import type { WorkflowDetail } from '../../api/workflows.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { formatNumber, NBSP } from '../../words/format.ts'
import { partsOf } from '../../words/manifest-parts.ts'
import { shareEffect } from './share-effect.ts'
import classes from './share-dialog.module.css'

interface ShareDialogProps {
  readonly workflow: WorkflowDetail
  readonly onClose: () => void
}

/** Proposes another share of units; its effect is said in units before anything is sent. */
export function ShareDialog({ workflow, onClose }: ShareDialogProps) {
  const queries = useQueryClient()
  const go = useGo()
  const present = workflow.rolloutPercent
  const [percent, setPercent] = useState(present)
  const [why, setWhy] = useState('')
  const propose = useMutation({
    mutationFn: () => proposeChange(workflow.slug, { rolloutPercent: percent, why }),
    onSuccess: ({ change }) => {
      void queries.invalidateQueries({ queryKey: changesQuery(workflow.slug).queryKey })
      onClose()
      if (change !== null) go(paths.change(workflow.slug, change.id))
    },
  })
  const { rolloutSteps } = partsOf(workflow.manifest)
  const steps = [...new Set([0, present, ...rolloutSteps, 100])].toSorted((a, b) => a - b)
  return (
    <FormDialog
      title={`Share of units of ${workflow.name}`}
      submit={`Propose ${formatNumber(percent)} %`}
      act={propose}
      isReady={percent !== present}
      onClose={onClose}
    >
      <div className={classes['figure']}>
        <span className={`${classes['percent']} num`}>
          {formatNumber(percent)}
          {NBSP}%
        </span>
        <span className="quiet">
          of units may meet the AI; now {formatNumber(present)}
          {NBSP}%
        </span>
      </div>
      <Slider
        thumbLabel="Share of units"
        min={0}
        max={100}
        step={1}
        value={percent}
        onChange={setPercent}
        label={null}
        marks={steps.map((value) => ({ value }))}
      />
      <div className={classes['steps']} role="group" aria-label="Steps of the manifest">
        {steps.map((step) => (
          <button
            key={step}
            type="button"
            className={classes['step']}
            aria-pressed={percent === step}
            onClick={() => setPercent(step)}
          >
            {formatNumber(step)}
            {NBSP}%
          </button>
        ))}
      </div>
      <p className={classes['effect']} aria-live="polite">
        {shareEffect(present, percent, workflow.last24h)}
      </p>
      <Textarea
        label="Why"
        description="For those who approve it"
        autosize
        minRows={2}
        maxLength={2000}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
