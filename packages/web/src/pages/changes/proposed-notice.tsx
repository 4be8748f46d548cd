import { queryOptions, skipToken, useQuery } from '@tanstack/react-query'
import type { ChangeProposed } from '../../api/changes.ts'
import { Notice } from '../../components/notice.tsx'
import { formatCount } from '../../words/format.ts'
import classes from './proposed-notice.module.css'

/** What the server said when this browser proposed a change; kept for the change's page until it is left for good. */
export const proposedQuery = (id: string) =>
  queryOptions<Pick<ChangeProposed, 'created' | 'message' | 'warnings'>>({
    queryKey: ['proposed', id],
    queryFn: skipToken,
    staleTime: Infinity,
    gcTime: Infinity,
  })

/** What was said a moment ago, with the warnings about the manifest. */
export function ProposedNotice({ id }: { readonly id: string }) {
  const { data } = useQuery(proposedQuery(id))
  if (data === undefined) return null
  const { created, message, warnings } = data
  return (
    <>
      <Notice tone="quiet" title={created ? 'Proposed. Nothing went live by it.' : 'It was proposed already.'}>
        <p>{message}</p>
      </Notice>
      {warnings.length > 0 && (
        <Notice tone="person" title={`${formatCount(warnings.length, 'warning')}: worth a look before it is approved`}>
          <ul className={classes.warnings}>
            {warnings.map(({ path, message: said, line, column }) => (
              <li key={`${path} ${said}`}>
                {line !== null && (
                  <strong className="num">
                    Line {line}
                    {column !== null && `, column ${column}`}:{' '}
                  </strong>
                )}
                {said}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
