import { Button } from '@mantine/core'
import { DENOMINATORS } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { adoptionQuery, confirmUnits, type Adoption, type DeclaredUnits } from '../../api/adoption.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import table from '../../components/table.module.css'
import { When } from '../../components/when.tsx'
import { useSession } from '../../shell/use-session.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import { dayWords } from './adoption-words.ts'
import classes from './adoption.module.css'

interface DenominatorProps {
  readonly adoption: Adoption
  /** Null where the reader may not. */
  readonly onChoose: (() => void) | null
  readonly onDeclare: (() => void) | null
}

/** From which decisions it was to inform, since when, by whose choice; and what was declared of them. */
export function DenominatorPart({ adoption, onChoose, onDeclare }: DenominatorProps) {
  const { kind, chosenAt, chosenBy, declared, fed, notInFeed } = adoption.denominator
  return (
    <>
      {kind !== null && chosenAt !== null && (
        <p>
          <strong>{DENOMINATORS[kind].name}</strong>: {DENOMINATORS[kind].says}.{' '}
          <span className="quiet">
            Chosen by {chosenBy?.name}, <When at={chosenAt} />.
          </span>
        </p>
      )}
      {kind === 'feed' && (
        <p className={classes.beside}>
          {formatCount(fed, 'unit')} told by the feed in this window.
          {notInFeed > 0 &&
            ` ${formatCount(notInFeed, 'unit')} came to the gate and ${notInFeed === 1 ? 'is' : 'are'} not in the feed: they count nowhere.`}
        </p>
      )}
      {declared.length > 0 && <DeclaredTable adoption={adoption} />}
      <div className={classes.acts}>
        {onChoose !== null && kind !== null && (
          <Button size="compact-sm" variant="default" onClick={onChoose}>
            Choose another denominator
          </Button>
        )}
        {onDeclare !== null && (
          <Button
            size="compact-sm"
            variant={kind === 'declared' && declared.length === 0 ? 'filled' : 'default'}
            onClick={onDeclare}
          >
            Declare decisions of a period
          </Button>
        )}
      </div>
    </>
  )
}

function DeclaredTable({ adoption }: { readonly adoption: Adoption }) {
  const { declared, businessOwner } = adoption.denominator
  const { slug } = adoption.workflow
  const { person } = useSession()
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: ({ from, to, n }: DeclaredUnits) => confirmUnits(slug, { from, to, n }),
    onSuccess: (page) => {
      queries.setQueryData(adoptionQuery(slug).queryKey, page)
      void queries.invalidateQueries({ queryKey: ['handovers'] })
    },
  })
  return (
    <>
      {confirm.isError && <ProblemNotice error={confirm.error} />}
      <div className={table.scroll} role="region" aria-label="Declared figures, table" tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Period</th>
              <th scope="col" className={table.number}>
                Decisions
              </th>
              <th scope="col">From</th>
              <th scope="col">Declared</th>
              <th scope="col">Confirmed</th>
            </tr>
          </thead>
          <tbody>
            {declared.map((figure) => (
              <tr key={`${figure.from} ${figure.to}`}>
                <td>
                  {dayWords(figure.from)} to {dayWords(figure.to)}
                </td>
                <td className={table.number}>{formatNumber(figure.n)}</td>
                <td>{figure.source}</td>
                <td>
                  {figure.declaredBy.name}, <When at={figure.declaredAt} />
                </td>
                <td>
                  {figure.confirmedAt !== null ? (
                    <>
                      {figure.confirmedBy?.name}, <When at={figure.confirmedAt} />
                    </>
                  ) : businessOwner?.id === person.id ? (
                    <Button size="compact-sm" loading={confirm.isPending} onClick={() => confirm.mutate(figure)}>
                      Confirm {formatNumber(figure.n)} decisions
                    </Button>
                  ) : (
                    <span className="quiet">
                      {businessOwner === null
                        ? 'unknown until a business owner is named'
                        : `unknown until ${businessOwner.name} confirms it`}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
