import type { Value } from '../../api/value.ts'
import { Notice } from '../../components/notice.tsx'
import classes from './value.module.css'

/** What must be told unasked: success is counted, and none arrived. */
export function ValueSigns({ value }: { readonly value: Pick<Value, 'signs'> }) {
  if (value.signs.length === 0) return null
  return (
    <div className={classes.notices}>
      {value.signs.map(({ sign, sentence }) => (
        <Notice key={sign} tone="person" title={sentence} />
      ))}
    </div>
  )
}
