import { useSession } from '../../shell/use-session.ts'
import classes from './duties.module.css'

interface HolderNameProps {
  readonly person: { readonly id: string; readonly name: string } | null
  /** Of a hole: how much it matters. */
  readonly hole?: 'error' | 'later'
}

/** A name, or the hole where one should be. */
export function HolderName({ person, hole = 'error' }: HolderNameProps) {
  const { person: me } = useSession()
  if (person === null) {
    return (
      <span className={classes.nobody} data-hole={hole}>
        nobody
      </span>
    )
  }
  return (
    <span className={classes.name}>
      {person.name}
      {person.id === me.id && <span className="quiet"> (you)</span>}
    </span>
  )
}
