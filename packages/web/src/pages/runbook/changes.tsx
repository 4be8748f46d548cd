import { Section } from '../../components/page.tsx'
import { WordDiff } from '../../components/word-diff.tsx'
import { diffWords } from '../../words/word-diff.ts'
import { changedLines } from './changed-lines.ts'
import classes from './runbook-page.module.css'

/** The lines that went and came since it was confirmed. */
export function Changes({ from, to }: { readonly from: string; readonly to: string }) {
  const lines = changedLines(from, to)
  return (
    <div className="no-print">
      <Section title="What changed since it was confirmed">
        <ul className={classes.changed}>
          {lines.map((line) => (
            <li key={`${line.from} ${line.to}`}>
              <WordDiff parts={diffWords(line.from, line.to)} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
