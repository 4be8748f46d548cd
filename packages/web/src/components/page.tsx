import { createContext, use, useEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import type { Sentence } from '../words/sentence.ts'
import classes from './page.module.css'
import { SentenceLine } from './sentence-line.tsx'
import { To } from './to.tsx'

/** The part of the top bar that says where one is; the shell lends it to the page. */
export const WhereContext = createContext<HTMLElement | null>(null)

interface Crumb {
  readonly label: string
  readonly href: string
}

interface PageProps {
  readonly title: string
  /** The places around, outermost first. */
  readonly crumbs?: readonly Crumb[]
  /** What the page says in one sentence; null while its figures are not there. */
  readonly sentence?: Sentence | null
  /** The next acts, beside the sentence. */
  readonly actions?: ReactNode
  /** The parts of what the page belongs to, above the sentence. */
  readonly tabs?: ReactNode
  readonly children?: ReactNode
  /** `fill` gives the page the whole height without margins of its own. */
  readonly width?: 'prose' | 'wide' | 'fill'
}

/** A page: its title in the top bar, its sentence first, then what it shows. */
export function Page({ title, crumbs = [], sentence, actions, tabs, children, width = 'wide' }: PageProps) {
  const where = use(WhereContext)
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(title)
  // The reader's ear follows to the new place, unless something there has taken the focus already.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  const head = (
    <div className={classes.where}>
      {crumbs.map(({ label, href }) => (
        <span key={href} className={classes.crumb}>
          <To href={href}>{label}</To>
          <span aria-hidden> / </span>
        </span>
      ))}
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </h1>
    </div>
  )
  return (
    <div className={`${classes.page} ${classes[width]}`} data-page={width}>
      {where === null ? head : createPortal(head, where)}
      {tabs}
      {(sentence !== undefined || actions !== undefined) && (
        <div className={classes.opening}>
          <div className={classes.sentence}>{sentence ? <SentenceLine sentence={sentence} /> : null}</div>
          {actions !== undefined && <div className={`${classes.actions} no-print`}>{actions}</div>}
        </div>
      )}
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
