import { Button } from '@mantine/core'
import type { Value } from '../../api/value.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { dayWords } from '../adoption/adoption-words.ts'
import { amountWords } from './value-words.ts'
import classes from './value.module.css'

interface RunningCostProps {
  readonly value: Value
  /** Null where the reader may not. */
  readonly onAsk: (() => void) | null
  readonly onAnswer: (() => void) | null
}

/** Whether it may cost what it costs to run: asked, approved or refused, by whom, until when. */
export function RunningCost({ value, onAsk, onAnswer }: RunningCostProps) {
  const { approval, workflow } = value
  const title = approval.duty === 'finance' ? 'Finance' : 'Whoever answers for the spend'
  return (
    <Section
      title="Running cost approved"
      note={approval.approver === null ? undefined : `${approval.approver.name} approves it`}
      actions={
        <div className={classes.acts}>
          {onAsk !== null && (
            <Button size="xs" variant="default" onClick={onAsk}>
              Ask for approval
            </Button>
          )}
          {onAnswer !== null && (
            <Button size="xs" onClick={onAnswer}>
              Answer the request
            </Button>
          )}
        </div>
      }
    >
      <p className={classes.judged}>
        <VerdictMark verdict={approval.verdict} />
        <span>{approval.sentence}</span>
      </p>
      {approval.approver === null && (
        <p className={classes.line}>
          {title} approves it, and nobody holds that duty:{' '}
          <To href={`${paths.handover(workflow.slug)}#duties`}>name somebody</To>.
        </p>
      )}
      {approval.requests.length > 0 && (
        <ul className={classes.lines} aria-label="Requests">
          {approval.requests.map((request) => (
            <Request key={request.id} request={request} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Request({ request: { amount, currency, why, by, at, answer } }: { readonly request: Approval }) {
  return (
    <li>
      <VerdictMark verdict={answer === null ? 'unknown' : answer.verdict === 'approved' ? 'met' : 'unmet'} />
      <div>
        <strong>{amountWords(amount, currency)} a month</strong>
        <span className={classes.said}>
          Asked for by {by.name}, <When at={at} />: “{why}”
        </span>
        <span className={classes.said}>
          {answer === null ? (
            'Not answered.'
          ) : (
            <>
              {answer.verdict === 'approved' ? 'Approved' : 'Refused'} by {answer.by.name}
              {answer.by.id === by.id && ', who had asked for it'}, <When at={answer.at} />
              {answer.until !== null && `, until ${dayWords(answer.until)}`}: “{answer.reason}”
            </>
          )}
        </span>
      </div>
    </li>
  )
}

type Approval = Value['approval']['requests'][number]
