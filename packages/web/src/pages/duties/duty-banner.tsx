import { useQuery } from '@tanstack/react-query'
import { dutiesQuery } from '../../api/duties.ts'
import { Notice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import classes from './duties.module.css'

const MOST = 3

/** What is wrong with who answers for what: on every page of the workflow until it is mended. */
export function DutyBanner({ slug }: { readonly slug: string }) {
  const { data } = useQuery(dutiesQuery(slug))
  // Nobody has been named for anything yet: a new workflow, not one that lost somebody.
  const isNew = data?.items.every(({ holder, before }) => holder === null && before.length === 0) ?? true
  const errors = data?.problems.filter(({ severity }) => severity === 'error') ?? []
  if (data === undefined || isNew || errors.length === 0) return null
  const { watch } = data
  return (
    <div className={`${classes.banner} no-print`}>
      <Notice
        tone="alarm"
        title={`${formatCount(errors.length, 'duty is', 'duties are')} not in good hands`}
        action={<To href={`${paths.handover(slug)}#duties`}>See the duties</To>}
      >
        <ul>
          {errors.slice(0, MOST).map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {errors.length > MOST && <li>And {errors.length - MOST} more.</li>}
        </ul>
        {watch.orphaned && <p>{watch.sentence}</p>}
      </Notice>
    </div>
  )
}
