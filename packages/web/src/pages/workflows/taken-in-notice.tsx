import { Notice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import classes from './taken-in-notice.module.css'
import type { TakenIn } from './taken-in.ts'

/** What the server said about a release when it was handed in a moment ago, in this browser. */
export function TakenInNotice({ taken: { created, warnings, workflow } }: { readonly taken: TakenIn }) {
  return (
    <div className={classes.notices}>
      <Notice
        tone="quiet"
        title={created ? 'Taken in. Nothing went live by it.' : 'This release was here already; nothing was changed.'}
      >
        <p>
          {created
            ? 'Read it in plain words below. Hosts go on as before until it is activated.'
            : 'The same content is the same release, whoever hands it in.'}{' '}
          <To href={paths.newRelease}>Take in another</To> or go to{' '}
          <To href={paths.workflow(workflow)}>its workflow</To>.
        </p>
      </Notice>
      {warnings.length > 0 && (
        <Notice tone="person" title={`${formatCount(warnings.length, 'warning')}: worth a look before it is activated`}>
          <ul className={classes.warnings}>
            {warnings.map(({ path, message, line, column }) => (
              <li key={`${path} ${message}`}>
                {line !== null && (
                  <strong className="num">
                    Line {line}
                    {column !== null && `, column ${column}`}:{' '}
                  </strong>
                )}
                {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
