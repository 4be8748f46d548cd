import { Skeleton } from '@mantine/core'
import classes from './loading.module.css'

/** The shape of a page before it is there: a sentence, then rows. */
export function LoadingPage({ rows = 6 }: { readonly rows?: number }) {
  return (
    <output className={classes.page}>
      <span className="visually-hidden">Loading</span>
      <Skeleton height={20} width="min(560px, 90%)" />
      <Skeleton height={20} width="min(380px, 60%)" />
      <LoadingRows rows={rows} />
    </output>
  )
}

export function LoadingRows({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className={classes.rows} aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={16} width={`${92 - ((index * 17) % 38)}%`} />
      ))}
    </div>
  )
}
