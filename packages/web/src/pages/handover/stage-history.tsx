import { useQuery } from '@tanstack/react-query'
import { stageHistoryQuery, type StageMove } from '../../api/handover.ts'
import { LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { formatCount } from '../../words/format.ts'
import classes from './stage-history.module.css'

/** Every move of the stage, newest first, with the verdicts as they were at that instant. */
export function StageHistory({ slug }: { readonly slug: string }) {
  const { data, error, isPending, isError, refetch } = useQuery(stageHistoryQuery(slug))
  if (isPending) return <LoadingRows rows={3} />
  if (isError) return <ProblemNotice error={error} again={() => void refetch()} />
  if (data.items.length === 0) {
    return <p className="quiet">No move yet. Each is kept here with the verdicts as they were.</p>
  }
  return (
    <ol className={classes.moves}>
      {data.items.map((move) => (
        <li key={move.id} className={classes.move}>
          <span className={classes.when}>
            <When at={move.at} />
          </span>
          <div>
            <p>
              <strong>{move.by.name}</strong> {wordsOf(move)}
              {move.reason !== null && <>: “{move.reason}”</>}
            </p>
            {move.verdicts.length > 0 && (
              <details className={classes.details}>
                <summary>
                  {formatCount(move.verdicts.length, 'verdict')} as they were then, by the playbook “{move.playbook}”
                </summary>
                <ul>
                  {move.verdicts.map(({ criterion, name, verdict, sentence, waivedBy }) => (
                    <li key={criterion}>
                      <VerdictMark verdict={waivedBy === null ? verdict : 'attention'} size={15} />
                      <span>
                        <strong>{name}</strong> {sentence}
                        {waivedBy !== null && ` Waived by ${waivedBy}.`}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function wordsOf({ kind, from, to }: StageMove): string {
  switch (kind) {
    case 'advanced':
      return `moved it from ${from} to ${to}`
    case 'went-back':
      return `took it back from ${from} to ${to}`
    case 'on-hold':
      return `put it on hold in ${from}`
    case 'taken-up':
      return `took it up again in ${from}`
    case 'retired':
      return 'retired it'
    default:
      return kind satisfies never
  }
}
