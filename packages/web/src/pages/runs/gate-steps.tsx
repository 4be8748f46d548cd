import { explainVerdict, type Reason } from '@dayshift/core'
import { IconCheck, IconPoint } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Run } from '../../api/runs.ts'
import { RouteIcon, RouteMark } from '../../components/route-mark.tsx'
import { formatDuration, formatNumber, formatPercent, NBSP } from '../../words/format.ts'
import { reasonName } from '../../words/names.ts'
import classes from './gate-steps.module.css'

/** The gate's questions in their order: those passed, the one that decided, those never asked. */
export function GateSteps({ run }: { readonly run: Run }) {
  const reason: Reason = { code: run.reasonCode, rule: run.reasonRule ?? null, message: run.reasonMessage }
  const steps = explainVerdict({ reason })
  return (
    <ol className={classes.steps}>
      {steps.map(({ id, question, state }) => (
        <li key={id} className={classes.step} data-state={state}>
          <span className={classes.sign} aria-hidden>
            {state === 'passed' && <IconCheck size={13} stroke={2.6} />}
            {state === 'decided' && <RouteIcon route={run.route} size={15} />}
            {state === 'not-reached' && <IconPoint size={13} />}
          </span>
          <div className={classes.body}>
            <div className={classes.question}>
              {question}
              <span className="visually-hidden">{WORDS[state]}</span>
            </div>
            {state === 'passed' && <Fact id={id} run={run} />}
            {state === 'decided' && (
              <div className={classes.verdict}>
                <p>
                  {reason.rule !== null && <strong>{reasonName(reason.code, reason.rule)}. </strong>}
                  {id !== 'clear' && reason.message}
                </p>
                <RouteMark route={run.route} />
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

const WORDS = { passed: ' Passed.', decided: ' Decided here.', 'not-reached': ' Not reached.' } as const

/** What is known about a step that let the unit through. */
function Fact({ id, run }: { readonly id: string; readonly run: Run }): ReactNode {
  const text = factOf(id, run)
  return text === null ? null : <div className={`${classes.fact} num`}>{text}</div>
}

function factOf(id: string, run: Run): string | null {
  switch (id) {
    case 'release':
      return run.release === null ? null : `Release ${run.release.name}`
    case 'input-contract':
      return run.inputQuality == null ? null : `${formatPercent(run.inputQuality)} of its fields without a fault`
    case 'rollout':
      return `Place ${formatNumber(run.bucket)} of 10,000, fixed for this unit`
    case 'call':
      return `Answered in ${formatDuration(run.latencyMs)}${run.retries > 0 ? `, ${run.retries}${NBSP}${run.retries === 1 ? 'retry' : 'retries'}` : ''}`
    case 'output-rules':
      return run.confidence == null ? null : `Confidence ${formatPercent(run.confidence)}`
    default:
      return null
  }
}
