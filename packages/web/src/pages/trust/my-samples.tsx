import { IconChecklist } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { mySamplesQuery } from '../../api/outcomes.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import classes from '../handover/my-handovers.module.css'

/** Drawn answers that the reader is to judge. */
export function MySamples() {
  const { data } = useQuery(mySamplesQuery)
  if (data === undefined || data.items.length === 0) return null
  return (
    <Section title="Answers that wait for your judgement">
      <ul className={classes.list}>
        {data.items.map(({ workflow, left, drawn, drawnAt }) => (
          <li key={workflow.slug}>
            <To href={paths.sample(workflow.slug)} className={classes.row}>
              <IconChecklist size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                Judge {formatCount(left, 'answer')} of {workflow.name}
                <span className={classes.note}>
                  {drawn - left} of {drawn} judged · drawn <When at={drawnAt} />
                </span>
              </span>
            </To>
          </li>
        ))}
      </ul>
    </Section>
  )
}
