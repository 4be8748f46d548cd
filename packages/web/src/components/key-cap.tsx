import classes from './key-cap.module.css'

/** The key that does the same as the button it stands in; for the eye alone, the button has its own name. */
export function KeyCap({ children }: { readonly children: string }) {
  return (
    <kbd className={classes.cap} aria-hidden>
      {children}
    </kbd>
  )
}
