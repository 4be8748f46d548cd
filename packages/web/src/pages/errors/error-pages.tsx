import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { problemOf } from '../../api/problem.ts'
import { Empty } from '../../components/empty.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'

/** 404: an address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="Not found" width="prose">
      <Empty title="There is nothing at this address">
        It may have been mistyped, or what was here belongs to another workspace.{' '}
        <To href={paths.today}>Go to Today</To> or search with <kbd>Ctrl K</kbd>.
      </Empty>
    </Page>
  )
}

/** A page whose data could not be had: not there, not allowed, or the server is gone. */
export function PageProblem({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const problem = problemOf(error)
  if (problem.status === 404) return <NotFound />
  if (problem.status === 403) {
    return (
      <Page title="Not for your role" width="prose">
        <Empty title="Your role does not open this page">
          {problem.message} An admin of the workspace can change that: see <To href={paths.people()}>People</To>.
        </Empty>
      </Page>
    )
  }
  return (
    <Page title="Not loaded" width="prose">
      <ProblemNotice error={error} {...(again === undefined ? {} : { again })} />
    </Page>
  )
}

/** What the router shows where a page fails while it is drawn. */
export function PageFailure({ error }: { readonly error: unknown }) {
  const router = useRouter()
  return (
    <div>
      <PageProblem error={error} again={() => void router.invalidate()} />
      <Button variant="subtle" onClick={() => location.reload()} m="md">
        Load the page again
      </Button>
    </div>
  )
}
