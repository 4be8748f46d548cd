import type { ChangeDetail } from '../../api/changes.ts'
import { WordDiff } from '../../components/word-diff.tsx'
import { diffWords } from '../../words/word-diff.ts'
import classes from './change-diff.module.css'

/** Field by field what differs: short values one after the other, prose word by word. */
export function ChangeDiff({ entries }: { readonly entries: ChangeDetail['diff'] }) {
  return (
    <dl className={classes.diff}>
      {entries.map(({ path, label, form, before, after }) => (
        <div key={path} className={classes.entry}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.values}>
            {form === 'text' && before !== null && after !== null ? (
              <WordDiff parts={diffWords(before, after)} />
            ) : (
              <Values before={before} after={after} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Values({ before, after }: { readonly before: string | null; readonly after: string | null }) {
  return (
    <div className={classes.pair}>
      {before === null ? (
        <span className={classes.none}>not there</span>
      ) : (
        <del className={classes.before}>{before}</del>
      )}
      <span aria-label="becomes" role="img" className={classes.arrow}>
        →
      </span>
      {after === null ? <span className={classes.none}>gone</span> : <ins className={classes.after}>{after}</ins>}
    </div>
  )
}
