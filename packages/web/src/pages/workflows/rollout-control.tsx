import { Button, Slider } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { setRollout, workflowQuery, type WorkflowDetail } from '../../api/workflows.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { useMay } from '../../shell/use-session.ts'
import { formatNumber, NBSP } from '../../words/format.ts'
import { partsOf } from '../../words/manifest-parts.ts'
import { rolloutEffect } from './rollout-effect.ts'
import classes from './rollout-control.module.css'
import { WhoMay } from './who-may.tsx'

/** The share of units that may meet the AI; the effect is said in units before anything is set. */
export function RolloutControl({ workflow }: { readonly workflow: WorkflowDetail }) {
  const may = useMay('workflows:write')
  const queries = useQueryClient()
  const present = workflow.rolloutPercent
  const [wished, setWished] = useState<number | null>(null)
  const percent = wished ?? present
  const set = useMutation({
    mutationFn: (to: number) => setRollout(workflow.slug, to),
    onSuccess: (next) => {
      queries.setQueryData(workflowQuery(workflow.slug).queryKey, next)
      setWished(null)
      notifications.show({
        message: `${workflow.name}: ${formatNumber(next.rolloutPercent)} % of units may meet the AI.`,
      })
    },
  })
  if (workflow.activeRelease === null) return <p className="quiet">It can be set when a release is active.</p>
  const { rolloutSteps } = partsOf(workflow.manifest)
  const steps = [...new Set([0, present, ...rolloutSteps, 100])].toSorted((a, b) => a - b)
  return (
    <div className={classes['control']}>
      <div className={classes['figure']}>
        <span className={`${classes['percent']} num`}>
          {formatNumber(percent)}
          {NBSP}%
        </span>
        <span className="quiet">of units</span>
      </div>
      <Slider
        className={classes['slider'] ?? ''}
        thumbLabel="Rollout"
        min={0}
        max={100}
        step={1}
        value={percent}
        disabled={!may}
        onChange={setWished}
        label={null}
        marks={steps.map((value) => ({ value }))}
      />
      {may && (
        <div className={classes['steps']} role="group" aria-label="Steps of the manifest">
          {steps.map((step) => (
            <button
              key={step}
              type="button"
              className={classes['step']}
              aria-pressed={percent === step}
              onClick={() => setWished(step)}
            >
              {formatNumber(step)}
              {NBSP}%
            </button>
          ))}
        </div>
      )}
      <p className={classes['effect']} aria-live="polite">
        {rolloutEffect(present, percent, workflow.last24h)}
      </p>
      {!may && <WhoMay act="change it" roles={['admin']} />}
      {set.isError && <ProblemNotice error={set.error} />}
      {percent !== present && (
        <div className={classes['acts']}>
          <Button size="xs" loading={set.isPending} onClick={() => set.mutate(percent)}>
            Set the rollout to {formatNumber(percent)} %
          </Button>
          <Button size="xs" variant="default" onClick={() => setWished(null)}>
            Leave it
          </Button>
        </div>
      )}
    </div>
  )
}
