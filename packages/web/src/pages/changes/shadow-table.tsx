import type { ChangeDetail } from '../../api/changes.ts'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import { ROUTE_NAMES } from '../../words/names.ts'
import classes from './change-page.module.css'

type Shadow = NonNullable<ChangeDetail['shadow']>

export function shadowNote({ percent, n }: Shadow): string {
  const now = percent === 0 ? 'ended' : `sees ${formatNumber(percent)}${NBSP}% of the units`
  return `${now}, n${NBSP}${formatNumber(n)}; no answer takes effect`
}

/** Where the release would have sent units elsewhere than the live one did, with the runs behind. */
export function ShadowTable({ slug, shadow }: { readonly slug: string; readonly shadow: Shadow }) {
  const { sentence, failed, compared, sameOutput, pairs, examples } = shadow
  const differing = pairs.filter(({ live, shadow: other }) => live !== other)
  return (
    <>
      <p className={classes.class}>
        {sentence}
        {compared > 0 && ` ${formatCount(sameOutput, 'answer')} of ${formatNumber(compared)} were the same.`}
        {failed > 0 && ` ${formatCount(failed, 'call')} failed.`}
      </p>
      {differing.length > 0 && (
        <div className={table['scroll']}>
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">Live</th>
                <th scope="col">Shadow</th>
                <th scope="col">Units</th>
                <th scope="col">For example</th>
              </tr>
            </thead>
            <tbody>
              {differing.map(({ live, shadow: other, n }) => {
                const example = examples.find((each) => each.live === live && each.shadow === other)
                return (
                  <tr key={`${live} ${other}`}>
                    <td className={table['tight']}>{ROUTE_NAMES[live]}</td>
                    <td className={table['tight']}>{ROUTE_NAMES[other]}</td>
                    <td className={table['tight']}>{formatNumber(n)}</td>
                    <td>
                      {example !== undefined && (
                        <>
                          {example.reason}{' '}
                          <To href={paths.run(example.runId)}>
                            Run of <When at={example.at} />
                          </To>
                        </>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <p className="quiet">
        <To href={paths.runs({ workflow: slug })}>Runs of the live release</To>
      </p>
    </>
  )
}
