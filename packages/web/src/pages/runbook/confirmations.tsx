import { dateInWords } from '@dayshift/core'
import type { Runbook } from '../../api/runbook.ts'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { shortHash } from '../../words/format.ts'

/** Who stood by it, for what, until when. */
export function Confirmations({ slug, history }: { readonly slug: string; readonly history: Runbook['history'] }) {
  return (
    <Section title="Confirmed before">
      <div className={table['scroll']}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">By</th>
              <th scope="col">Release</th>
              <th scope="col">To be looked at by</th>
              <th scope="col">Words</th>
            </tr>
          </thead>
          <tbody>
            {history.map(({ id, at, by, release, releaseName, reviewBy, contentHash }) => (
              <tr key={id}>
                <td>
                  <When at={at} />
                </td>
                <td>{by.name}</td>
                <td>
                  <To href={paths.release(slug, release)} className={table['rowLink']}>
                    {releaseName === '' ? shortHash(release) : releaseName}
                  </To>
                </td>
                <td>{dateInWords(reviewBy)}</td>
                <td>
                  <code>{shortHash(contentHash)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
