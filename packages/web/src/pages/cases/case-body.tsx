import type { ReactNode } from 'react'
import type { CaseDetail } from '../../api/cases.ts'
import { Fields } from '../../components/fields.tsx'
import { To } from '../../components/to.tsx'
import { WordDiff } from '../../components/word-diff.tsx'
import { paths } from '../../paths.ts'
import type { Change } from '../../words/changes.ts'
import { formatPercent } from '../../words/format.ts'
import { CONTENT_STATES, FAILURE_NAMES } from '../../words/names.ts'
import classes from './case-body.module.css'

interface CaseBodyProps {
  readonly detail: CaseDetail
  /** Stands in the place of the input while it is corrected. */
  readonly inputForm: ReactNode
  /** Stands in the place of the answer while it is edited, or before it is shown. */
  readonly outputForm: ReactNode
  /** Stands above the answer. */
  readonly before: ReactNode
}

/** What came in and what the AI answers, side by side; below it the guidance that applies. */
export function CaseBody({ detail, inputForm, outputForm, before }: CaseBodyProps) {
  const { contents, inputSchema, outputSchema, guidance, confidence, case: item } = detail
  const kept = contents.state === 'kept'
  const title = detail.ownAnswer?.isAsked === true ? 'Your answer first' : 'The AI’s answer'
  return (
    <>
      <div className={classes.columns}>
        <section className={classes.column} aria-label="What came in">
          <h2 className={classes.title}>What came in</h2>
          {inputForm ??
            (kept ? (
              <Fields value={contents.input} schema={inputSchema} />
            ) : (
              <p className="quiet">{CONTENT_STATES[contents.state]}</p>
            ))}
        </section>
        <section className={`${classes.column} ${classes.answer}`} aria-label={title}>
          <h2 className={classes.title}>
            {title}
            {contents.output !== undefined && confidence !== null && (
              <span className={`${classes.confidence} num`}>confidence {formatPercent(confidence)}</span>
            )}
          </h2>
          {before}
          {outputForm ??
            (contents.output === undefined ? (
              <NoAnswer detail={detail} />
            ) : (
              <>
                {item.route === 'human' && (
                  <p className={classes.unused}>
                    The gate did not use this answer; it is shown so that you can judge it.
                  </p>
                )}
                <Fields value={contents.output} schema={outputSchema} />
              </>
            ))}
        </section>
      </div>
      {guidance.length > 0 && (
        <section className={classes.guidance} aria-label="Guidance">
          <h2 className={classes.title}>Guidance</h2>
          <dl className={classes.rules}>
            {guidance.map(({ title, text }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  )
}

function NoAnswer({ detail: { case: item, contents } }: { readonly detail: CaseDetail }) {
  if (contents.state !== 'kept') return <p className="quiet">{CONTENT_STATES[contents.state]}</p>
  const failed = item.reason.code === 'call-failed' || item.reason.code === 'output-contract'
  return (
    <div className={classes.none}>
      <p>
        <strong>There is none.</strong>{' '}
        {failed
          ? `${FAILURE_NAMES[item.reason.code === 'output-contract' ? 'output-contract' : 'error']}; `
          : 'The AI was not asked, or its answer may not be used. '}
        <To href={paths.run(item.runId)}>See the steps</To>.
      </p>
      <p className="quiet">Do the work as you would without the AI, then say what you did.</p>
    </div>
  )
}

/** What the person changed, before it is sent. */
export function ChangesPreview({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="quiet">Nothing changed yet.</p>
  return (
    <div className={classes.changes}>
      {changes.map((change) => (
        <div key={change.key}>
          <div className={classes.changeLabel}>{change.label}</div>
          {change.kind === 'words' ? (
            <WordDiff parts={change.parts} />
          ) : (
            <WordDiff
              parts={[
                { kind: 'removed', text: change.from },
                { kind: 'same', text: ' → ' },
                { kind: 'added', text: change.to },
              ]}
            />
          )}
        </div>
      ))}
    </div>
  )
}
