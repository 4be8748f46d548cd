import type { DutyHolder } from '../../api/handover.ts'
import { useSession } from '../../shell/use-session.ts'
import classes from './holder.module.css'

/** A name, or the hole where one should be. */
export function PersonName({ person }: { readonly person: { readonly id: string; readonly name: string } | null }) {
  const { person: me } = useSession()
  if (person === null) return <span className={classes.nobody}>nobody</span>
  return (
    <span className={person.id === me.id ? classes.me : undefined}>{person.id === me.id ? 'You' : person.name}</span>
  )
}

/** Whoever can make something true: each name once, with the duty. */
export function Holders({ who }: { readonly who: readonly DutyHolder[] }) {
  const byName = Map.groupBy(who, ({ person }) => person?.id ?? null)
  return (
    <ul className={classes.list}>
      {[...byName].map(([id, held]) => (
        <li key={id ?? 'nobody'} className={classes.holder}>
          <PersonName person={held[0]?.person ?? null} />
          <span className={classes.duty}>{held.map(({ dutyName }) => dutyName).join(', ')}</span>
        </li>
      ))}
    </ul>
  )
}
