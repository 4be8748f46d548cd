import { useQuery } from '@tanstack/react-query'
import { IconSignature } from '@tabler/icons-react'
import { handoversQuery } from '../../api/handover.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import classes from './my-handovers.module.css'

/** What of handovers waits for the reader: documents to sign, criteria that her duties can make true. */
export function MyHandovers() {
  const { data } = useQuery(handoversQuery)
  const signatures = (data?.items ?? []).flatMap(({ slug, name, toSign }) =>
    toSign.map((each) => ({ ...each, slug, workflow: name })),
  )
  const criteria = (data?.items ?? []).flatMap(({ slug, name, stage, mine }) =>
    mine
      .filter(({ evaluator }) => !OF_TRANSFER.includes(evaluator))
      .map((each) => ({ ...each, slug, workflow: name, stage })),
  )
  if (signatures.length + criteria.length === 0) return null
  return (
    <Section title="Criteria and signatures that are yours">
      <ul className={classes.list}>
        {signatures.map(({ slug, workflow, document, name, duty, dutyName }) => (
          <li key={`${slug} ${document} ${duty}`}>
            <To href={paths.document(slug, document)} className={classes.row}>
              <IconSignature size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                Sign “{name}”
                <span className={classes.note}>
                  {workflow} · as {dutyName}
                </span>
              </span>
            </To>
          </li>
        ))}
        {criteria.slice(0, MOST).map(({ slug, workflow, criterion, name, act, stage }) => (
          <li key={`${slug} ${criterion}`}>
            <To href={paths.handover(slug, { criterion })} className={classes.row}>
              <VerdictMark verdict="attention" size={17} />
              <span>
                {act}
                <span className={classes.note}>
                  {workflow} · {name} · holds {stage}
                </span>
              </span>
            </To>
          </li>
        ))}
      </ul>
      {criteria.length > MOST && (
        <p className={classes.more}>
          and {criteria.length - MOST} more on the pages of <To href={paths.workflows}>your workflows</To>
        </p>
      )}
    </Section>
  )
}

const MOST = 6
/** What a transfer waits for stands in a list of its own. */
const OF_TRANSFER: readonly string[] = ['transfer', 'support-settled']
