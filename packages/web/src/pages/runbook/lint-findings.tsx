import { RUNBOOK_PARTS, type RunbookPart } from '@dayshift/core'
import { listOf } from '../../words/format.ts'
import classes from './runbook-page.module.css'

interface Findings {
  readonly missing: readonly RunbookPart[]
  readonly problems: readonly { readonly code: string; readonly message: string; readonly line?: number | null }[]
}

/** What the check of a runbook found, with its lines. */
export function LintFindings({ lint }: { readonly lint: Findings }) {
  const { missing, problems } = lint
  if (missing.length === 0 && problems.length === 0) return <p>It says all that a runbook must say.</p>
  const shown = problems.slice(0, MOST)
  return (
    <>
      {missing.length > 0 && (
        <p className={classes.missing}>
          Missing: <strong>{listOf(missing.map((part) => lowerFirst(RUNBOOK_PARTS[part].name)))}</strong>.
        </p>
      )}
      <ul className={classes.findings}>
        {shown.map(({ code, message, line }) => (
          <li key={`${code} ${line} ${message}`}>
            {line !== null && line !== undefined && <span className={classes.line}>line {line}</span>}
            {message}
          </li>
        ))}
      </ul>
      {problems.length > MOST && <p className="quiet">{problems.length - MOST} more.</p>}
    </>
  )
}

/** In a few words, for a line in a list. */
export function lintInWords({ missing, problems }: Findings): string {
  if (missing.length === 0 && problems.length === 0) return 'says all that a runbook must say'
  const worst = [
    missing.includes('owner') ? 'names no owner' : '',
    missing.includes('escalation') ? 'nobody to call' : '',
    missing.includes('stop') ? 'not when to stop' : '',
  ].filter((text) => text !== '')
  return worst.length > 0 ? worst.join(', ') : `${problems.length + missing.length} findings`
}

const MOST = 30

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
