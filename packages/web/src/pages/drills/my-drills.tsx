import { IconBarbell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { myDrillsQuery } from '../../api/drills.ts'
import { Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import classes from '../handover/my-handovers.module.css'

const NAMES = { practice: 'Practise on past cases', 'operator-day': 'Run your day without its builders' } as const

/** Practices and operator days that are the reader's to do. */
export function MyDrills() {
  const { data } = useQuery(myDrillsQuery)
  if (data === undefined || data.items.length === 0) return null
  return (
    <Section title="Drills that are yours">
      <ul className={classes.list}>
        {data.items.map(({ id, workflow, workflowName, kind, sentence }) => (
          <li key={id}>
            <To href={paths.drill(workflow, id)} className={classes.row}>
              <IconBarbell size={17} stroke={1.8} aria-hidden className={classes.icon} />
              <span>
                {kind === 'practice' || kind === 'operator-day' ? NAMES[kind] : sentence}
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
