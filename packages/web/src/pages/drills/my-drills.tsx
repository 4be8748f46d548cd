import { IconBarbell, IconRepeat } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { myDrillsQuery } from '../../api/drills.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatDate } from '../../words/format.ts'
import classes from '../handover/my-handovers.module.css'

const NAMES = { practice: 'Practise on past cases', 'operator-day': 'Run your day without its builders' } as const

/** Practices and operator days that are the reader's to do. */
export function MyDrills() {
  const { data } = useQuery(myDrillsQuery)
  if (data === undefined || (data.items.length === 0 && data.due.length === 0)) return null
  return (
    <Section title="Drills that are yours">
      <ul className={classes.list}>
        {data.due.map(({ workflow, workflowName, dueAt, overdue }) => (
          <li key={workflow}>
            <To href={paths.drills(workflow, { begin: 'quiz' })} className={classes.row}>
              <IconRepeat size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                Practise again: take the quiz
                <span className={classes.note}>
                  {workflowName} · eight outputs, some wrong on purpose · {overdue ? 'was due' : 'due'}{' '}
                  {formatDate(new Date(dueAt))}
                </span>
              </span>
            </To>
          </li>
        ))}
        {data.items.map(({ id, workflow, workflowName, kind, sentence, isQuiz }) => (
          <li key={id}>
            <To href={paths.drill(workflow, id)} className={classes.row}>
              <IconBarbell size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                {isQuiz ? 'Finish your quiz' : kind === 'practice' || kind === 'operator-day' ? NAMES[kind] : sentence}
                <span className={classes.note}>
                  {workflowName} · {sentence}
                </span>
              </span>
            </To>
          </li>
        ))}
      </ul>
    </Section>
  )
}
