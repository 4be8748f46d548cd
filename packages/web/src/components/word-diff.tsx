import type { DiffPart } from '../words/word-diff.ts'
import classes from './word-diff.module.css'

/** Draft against final: what went is struck through, what came is underlined, so that colour is never alone. */
export function WordDiff({ parts }: { readonly parts: readonly DiffPart[] }) {
  return (
    <div className={classes.diff}>
      {parts.map(({ kind, text }, index) => {
        // The parts of one comparison never move.
        const key = `${index}-${kind}`
        if (kind === 'added') return <ins key={key}>{text}</ins>
        if (kind === 'removed') return <del key={key}>{text}</del>
        return <span key={key}>{text}</span>
      })}
    </div>
  )
}
