import classes from './effects.module.css'

/** What follows from an act, said before it is done; announced again when a choice changes it. */
export function Effects({ effects }: { readonly effects: readonly string[] }) {
  return (
    <ul className={classes.effects} aria-live="polite" aria-label="What follows">
      {effects.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  )
}
