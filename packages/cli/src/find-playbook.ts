import { PlaybookDetail, shippedPlaybooks } from '@dayshift/contract'
import type { Playbook } from '@dayshift/core'
import { callServer } from './call-server.ts'
import { CliFailure } from './failure.ts'

/** A playbook by its id: of the server where one is named, else one that ships. */
export async function findPlaybook(
  id: string,
  { server, key }: { readonly server: string | undefined; readonly key: string | undefined },
): Promise<{ readonly playbook: Playbook; readonly hash: string; readonly source: string }> {
  if (server !== undefined) {
    const response = await callServer({ server, key, method: 'GET', path: `/playbooks/${encodeURIComponent(id)}` })
    const { playbook, summary, source } = PlaybookDetail.parse(await response.json())
    const { documents, ...rest } = playbook
    return {
      playbook: {
        ...rest,
        documents: documents.map(({ exposure, ...document }) =>
          exposure === undefined ? document : { ...document, exposure },
        ),
      },
      hash: summary.hash,
      source,
    }
  }
  const shipped = shippedPlaybooks().find((each) => each.id === id)
  if (shipped !== undefined) return shipped
  const names = shippedPlaybooks().map((each) => each.id)
  throw new CliFailure(
    'no-such-playbook',
    `Cannot show the playbook "${id}": ${names.join(' and ')} ship; for one of your own, name the server with --server.`,
  )
}
