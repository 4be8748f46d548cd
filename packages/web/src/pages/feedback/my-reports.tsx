import { IconFlag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { feedbackQuery } from '../../api/feedback.ts'
import { Due } from '../../components/due.tsx'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import classes from '../handover/my-handovers.module.css'
import { titleOf } from './feedback-page.tsx'

const MOST = 4

/** Reports that the reader is to answer, the earliest due first. */
export function MyReports() {
  const { data } = useQuery(feedbackQuery({}))
  const mine = data?.items.filter((report) => report.mine) ?? []
  if (mine.length === 0) return null
  return (
    <Section title="Reports that wait for your answer" actions={<To href={paths.feedback()}>All reports</To>}>
      <ul className={classes.list}>
        {mine.slice(0, MOST).map((report) => (
          <li key={report.id}>
            <To href={paths.report(report.id)} className={classes.row}>
              <IconFlag size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                {report.note === '' ? titleOf(report) : report.note}
                <span className={classes.note}>
                  {report.workflowName} · {report.by.name} · <Due at={report.dueAt} />
                </span>
              </span>
            </To>
          </li>
        ))}
      </ul>
    </Section>
  )
}
