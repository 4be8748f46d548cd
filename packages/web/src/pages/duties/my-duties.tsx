import { useQuery } from '@tanstack/react-query'
import { myDutiesQuery, myTransfersQuery, type MyTransfer } from '../../api/duties.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useNow } from '../../components/use-now.ts'
import { paths } from '../../paths.ts'
import { formatRelative, listOf } from '../../words/format.ts'
import classes from './duties.module.css'

/** What of transfers concerns me: my yes, a new date, today's checklist, the verdict, the instant. Nothing where nothing does. */
export function MyTransfers() {
  const { data } = useQuery(myTransfersQuery)
  const now = useNow()
  if (data === undefined || data.items.length === 0) return null
  return (
    <Section title="Transfers and early support">
      <ul className={classes.mine}>
        {data.items.map(({ workflow, waits, sentence, due }) => (
          <li key={`${workflow.slug} ${waits}`}>
            <To href={`${paths.handover(workflow.slug)}#${ANCHORS[waits]}`} className={classes.mineRow}>
              <span>
                {sentence}
                <span className={classes.mineNote}>
                  {workflow.name} · {WAITS[waits]}
                </span>
              </span>
              <span className={`${classes.mineDue} num`}>{formatRelative(new Date(due), now)}</span>
            </To>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const WAITS = {
  acceptance: 'accept it or say what is missing',
  'new-date': 'write another date',
  'support-check': 'look at the logs, the exceptions, what is rough',
  'support-verdict': 'settled, or one more pass',
  instant: 'nothing to do until then',
} as const satisfies Record<MyTransfer['waits'], string>

const ANCHORS = {
  acceptance: 'transfer',
  'new-date': 'transfer',
  'support-check': 'support',
  'support-verdict': 'support',
  instant: 'transfer',
} as const satisfies Record<MyTransfer['waits'], string>

/** Which duties are mine, by workflow. */
export function MyDuties() {
  const { data } = useQuery(myDutiesQuery)
  if (data === undefined || data.items.length === 0) return null
  const byWorkflow = Map.groupBy(data.items, ({ workflow }) => workflow.slug)
  return (
    <Section title="Your duties" note="one name each: yours">
      <ul className={classes.mine}>
        {[...byWorkflow.values()].map((held) => {
          const [first] = held
          if (first === undefined) return null
          return (
            <li key={first.workflow.slug}>
              <To href={`${paths.handover(first.workflow.slug)}#duties`} className={classes.mineRow}>
                <span>
                  {listOf(held.map(({ duty }) => duty.name))}
                  <span className={classes.mineNote}>{first.workflow.name}</span>
                </span>
              </To>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
