import type { CaseDetail } from '../../api/cases.ts'
import { When } from '../../components/when.tsx'
import { changesOf } from '../../words/changes.ts'
import { formatDuration } from '../../words/format.ts'
import { actWords } from './act-words.ts'
import { ChangesPreview } from './case-body.tsx'
import classes from './review-log.module.css'

/** Everything that happened to the case: every draft, edit, claim and decision. */
export function ReviewLog({ detail }: { readonly detail: CaseDetail }) {
  const { events, flags, decisions, outputSchema } = detail
  const items = [
    ...events.map((event) => ({ at: event.at, event })),
    ...flags.map((flag) => ({ at: flag.at, flag })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const last = decisions.at(-1)
  const seconds = last?.shownAt ? Date.parse(last.decidedAt) - Date.parse(last.shownAt) : null
  return (
    <section className={classes.log} aria-label="Review log">
      <h2 className={classes.title}>
        Review log
        {seconds !== null && seconds >= 0 && (
          <span className={`${classes.note} num`}>decided {formatDuration(seconds)} after it was shown</span>
        )}
      </h2>
      <ol>
        {items.map((item) =>
          'flag' in item ? (
            <li key={item.flag.id} className={classes.item}>
              <span className={classes.text}>
                <strong>{item.flag.by.name}</strong> flagged the answer
                {item.flag.note !== '' && `: “${item.flag.note}”`}
              </span>
              <span className={classes.when}>
                <When at={item.at} />
              </span>
            </li>
          ) : (
            <li key={`${item.event.at} ${item.event.act}`} className={classes.item}>
              <div className={classes.text}>
                <strong>{item.event.by.name}</strong> {actWords(item.event.act)}
                {item.event.note !== null && item.event.note !== '' && (
                  <span className={classes.said}>: {item.event.note}</span>
                )}
                {item.event.final !== undefined && item.event.draft !== undefined && (
                  <details className={classes.details}>
                    <summary>What changed</summary>
                    <ChangesPreview changes={changesOf(item.event.draft, item.event.final, outputSchema)} />
                  </details>
                )}
              </div>
              <span className={classes.when}>
                <When at={item.at} />
              </span>
            </li>
          ),
        )}
      </ol>
    </section>
  )
}
