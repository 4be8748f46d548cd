import { useEffect, useRef, type ReactNode } from 'react'
import classes from './page.module.css'

interface PageProps {
  readonly title: string
  /** Shown above the title, as where one is: links to the places around. */
  readonly above?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly width?: 'prose' | 'wide'
}

/** A page with its title; the browser's title and the reader's ear follow the place. */
export function Page({ title, above, actions, children, width = 'wide' }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(title)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className={`${classes.page} ${classes[width]}`}>
      <header className={classes.header}>
        <div className={classes.heading}>
          {above !== undefined && <div className={classes.above}>{above}</div>}
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h1>
        </div>
        {actions !== undefined && <div className={`${classes.actions} no-print`}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Dayshift`
  }, [title])
}

interface SectionProps {
  readonly title: string
  /** n and window of the figures below, in quiet type. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, note, actions, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {note !== undefined && <span className={`${classes.note} num`}>{note}</span>}
        {actions !== undefined && <div className={`${classes.actions} no-print`}>{actions}</div>}
      </div>
      {children}
    </section>
  )
}
