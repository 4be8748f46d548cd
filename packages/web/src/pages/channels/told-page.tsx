import { Checkbox } from '@mantine/core'
import { WAYS, type Way } from '@dayshift/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { chooseTold, type Told, toldQuery } from '../../api/channels.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { toldSentence } from './channel-sentence.ts'
import { SEVERITY_MEANINGS, SEVERITY_NAMES, WAY_NAMES } from './channel-words.ts'
import classes from './channels.module.css'

type Choice = Told['choices'][number]

/** How the reader is told, by severity; each choice holds at once. */
export function ToldPage() {
  const { data, isLoadingError, isPending, error, refetch } = useQuery(toldQuery)
  const queries = useQueryClient()
  const choose = useMutation({
    mutationFn: chooseTold,
    onSuccess: (told) => queries.setQueryData(toldQuery.queryKey, told),
  })
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  if (isPending) {
    return (
      <Page title="How I am told">
        <LoadingPage />
      </Page>
    )
  }
  const missing = data.ways.filter(({ available }) => !available)
  return (
    <Page title="How I am told" sentence={toldSentence(data)}>
      <Section title="Ways by severity" note="each choice holds at once">
        <div className={table.scroll}>
          <table className={`${table.table} ${classes.ways}`}>
            <thead>
              <tr>
                <th scope="col">What</th>
                {data.ways.map(({ way, address }) => (
                  <th scope="col" key={way}>
                    {WAY_NAMES[way]}
                    <div className={classes.means}>{address}</div>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.choices.map((choice) => (
                <tr key={choice.severity}>
                  <th scope="row">
                    {SEVERITY_NAMES[choice.severity]}
                    <div className={classes.means}>{SEVERITY_MEANINGS[choice.severity]}</div>
                  </th>
                  {data.ways.map(({ way }) => (
                    <td key={way}>
                      <Checkbox
                        aria-label={`${SEVERITY_NAMES[choice.severity]} by ${WAY_NAMES[way]}`}
                        checked={choice.ways.includes(way)}
                        disabled={choose.isPending}
                        onChange={() => choose.mutate({ severity: choice.severity, ways: toggled(choice, way) })}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      {choose.isError && <ProblemNotice error={choose.error} />}
      {missing.length > 0 && (
        <Notice tone="quiet" title="Not every way is set up">
          {missing.map(({ way, why }) => (
            <p key={way}>{why}</p>
          ))}
          <p>
            Admins set them up under <To href={paths.channels}>Channels</To>; what you choose here holds from then on.
          </p>
        </Notice>
      )}
    </Page>
  )
}

function toggled({ ways }: Choice, way: Way): Way[] {
  return WAYS.filter((each) => (each === way ? !ways.includes(each) : ways.includes(each)))
}
