import { notEnough } from '@dayshift/core'
import type { ReactNode } from 'react'
import type { AuditReport, DeliveryDefinition } from '../../api/audit.ts'
import type { Proportion } from '../../api/adoption.ts'
import table from '../../components/table.module.css'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { formatPercent } from '../../words/format.ts'
import { figureWords } from './audit-words.ts'
import classes from './audit.module.css'

interface SharesProps {
  readonly shares: readonly {
    readonly name: string
    readonly share: Proportion | null
    /** What stands there where it isn't known. */
    readonly otherwise: string
    readonly note?: string
  }[]
}

/** Shares on one scale from none to all, each with its interval; what isn't known is hatched. */
export function Shares({ shares }: SharesProps) {
  return (
    <figure className={classes.figure}>
      <ul className={classes.shares} aria-label="What is proven">
        {shares.map(({ name, share: told, otherwise, note }) => {
          const yet = told === null ? null : notEnough(told)
          const share = yet === null ? told : null
          return (
            <li key={name} className={classes.share}>
              <span className={classes.shareName}>{name}</span>
              <span className={classes.track} data-unknown={share === null || undefined} aria-hidden>
                {share !== null && (
                  <>
                    <span className={classes.bar} style={{ width: percent(share.k / share.n) }} />
                    {share.interval !== null && (
                      <span
                        className={classes.interval}
                        style={{ left: percent(share.interval.low), right: percent(1 - share.interval.high) }}
                      />
                    )}
                  </>
                )}
              </span>
              <span className={classes.shareFigure}>
                {share === null ? (
                  <>
                    <strong>unknown</strong> <span className="quiet">{yet ?? otherwise}</span>
                  </>
                ) : (
                  <>
                    <strong>{formatPercent(share.k / share.n)}</strong>{' '}
                    <span className="quiet">
                      {figureWords(share)}
                      {note}
                    </span>
                  </>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      <figcaption className={classes.caption}>
        Each bar from none to all; the line across its end is the interval.
      </figcaption>
    </figure>
  )
}

/** The written definition, and what is proven of each part of it. */
export function Definition({
  definition: { text, written },
  children,
}: {
  readonly definition: DeliveryDefinition
  readonly children: ReactNode
}) {
  return (
    <>
      <p className={classes.definition}>{text}</p>
      <p className={classes.line}>
        {written === null ? (
          'These are the words that Dayshift comes with. '
        ) : (
          <>
            {written.by.name} wrote it <When at={written.at} />.{' '}
          </>
        )}
        Whatever the words, this is what is looked at:
      </p>
      <ul className={classes.lines} aria-label="Parts of delivery">
        {children}
      </ul>
    </>
  )
}

export function DefinitionParts({ definition }: Pick<AuditReport, 'definition'>) {
  return (
    <Definition definition={definition}>
      {definition.parts.map(({ part, verdict, because }) => (
        <li key={part}>
          <VerdictMark verdict={verdict} />
          <div>
            <strong>{part}</strong>
            <span className={classes.said}>{because}</span>
          </div>
        </li>
      ))}
    </Definition>
  )
}

/** A table in a frame that scrolls by itself. */
export function Framed({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={`${table.scroll} ${classes.framed}`} role="region" aria-label={`${label}, table`} tabIndex={0}>
      <table className={`${table.table} ${table.stacks} ${classes.table}`}>{children}</table>
    </div>
  )
}

/** Names of fields to send, as code. */
export function Fields({ names }: { readonly names: readonly string[] }) {
  return (
    <span className={classes.fields}>
      {names.map((name) => (
        <code key={name}>{name}</code>
      ))}
    </span>
  )
}

function percent(share: number): string {
  return `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`
}
