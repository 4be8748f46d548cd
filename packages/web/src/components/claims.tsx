import { ATTRIBUTED_CLAIMS } from '@dayshift/core'
import classes from './claims.module.css'

/** What others say of the matter, each with whose claim it is; folded away, because none of it is a figure of this workspace. */
export function Claims({ about, title }: { readonly about: keyof typeof ATTRIBUTED_CLAIMS; readonly title: string }) {
  return (
    <details className={`${classes.claims} no-print`}>
      <summary>{title}</summary>
      <p className="quiet">Claims of others, none of them measured here, and nothing is judged by them.</p>
      <ul>
        {ATTRIBUTED_CLAIMS[about].map(({ claim, source, year }) => (
          <li key={claim}>
            {claim.charAt(0).toUpperCase() + claim.slice(1)}.{' '}
            <cite>
              {source}
              {year === null ? '' : `, ${String(year)}`}
            </cite>
          </li>
        ))}
      </ul>
    </details>
  )
}
