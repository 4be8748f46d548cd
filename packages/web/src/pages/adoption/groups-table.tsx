import { MINIMUM_SAMPLE } from '@dayshift/core'
import type { Adoption, AdoptionGroup } from '../../api/adoption.ts'
import table from '../../components/table.module.css'
import { formatNumber } from '../../words/format.ts'
import { intervalWords, shareWords } from './adoption-words.ts'

/** Who and what is informed how far: by release, by team, by slice. */
export function GroupsTable({ adoption }: { readonly adoption: Adoption }) {
  const { releases, teams, slices, whyHidden } = adoption
  const groups = [
    ...releases.map((group) => ({ what: 'Release', group })),
    ...teams.map((group) => ({ what: 'Team', group })),
    ...slices.map((group) => ({ what: group.slice, group })),
  ]
  if (groups.length === 0) return <p className="quiet">No unit has met a release yet.</p>
  return (
    <>
      <div className={table.scroll} role="region" aria-label="By release, team and slice, table" tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">By</th>
              <th scope="col">Name</th>
              <th scope="col">Influence</th>
              <th scope="col" className={table.number}>
                To inform
              </th>
              <th scope="col" className={table.number}>
                Seen
              </th>
              <th scope="col" className={table.number}>
                Acted on
              </th>
              <th scope="col" className={table.number}>
                Kept as is
              </th>
              <th scope="col" className={table.number}>
                Known right
              </th>
              <th scope="col" className={table.number}>
                Unchecked
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ what, group }) => (
              <tr key={`${what} ${group.name}`}>
                <td className="quiet">{what}</td>
                <td>{group.name === '' ? 'not told' : group.name}</td>
                <td>
                  <Influence group={group} />
                </td>
                <td className={table.number}>{formatNumber(group.funnel.toInform)}</td>
                <td className={table.number}>{formatNumber(group.funnel.seen)}</td>
                <td className={table.number}>{formatNumber(group.funnel.actedOn)}</td>
                <td className={table.number}>{formatNumber(group.funnel.kept)}</td>
                <td className={table.number}>
                  {group.known === 0 ? (
                    <span className="quiet">unknown</span>
                  ) : (
                    `${formatNumber(group.funnel.right)} of ${formatNumber(group.known)}`
                  )}
                </td>
                <td className={table.number}>{formatNumber(group.unchecked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {whyHidden != null && <p className="quiet">{whyHidden}</p>}
    </>
  )
}

function Influence({ group: { influence } }: { readonly group: AdoptionGroup }) {
  if (influence.n < MINIMUM_SAMPLE) {
    return (
      <span className="quiet">
        not enough yet: {influence.n} of {MINIMUM_SAMPLE}
      </span>
    )
  }
  return (
    <>
      {shareWords(influence)} <span className="quiet">{intervalWords(influence)}</span>
    </>
  )
}
