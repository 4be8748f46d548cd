import type { HandoffRecord } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { readActs, readDocuments } from './evidence-store.ts'
import { dutyPeople } from '../people/index.ts'

/** Documents in which purpose and scope are approved by the business owner's signature. */
const SCOPE_DOCUMENTS = ['use-case', 'one-page']

/** What is on record about the handoff of a workflow: the redesign of the work, and who approved its scope. */
export async function handoffOf(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
): Promise<Omit<HandoffRecord, 'liveSince'>> {
  const acts = (await readActs(trx, workspaceId, workflowId)).filter(({ struck }) => struck === null)
  const documents = await readDocuments(trx, workspaceId, workflowId)
  const redesign = documents.find(({ document }) => document === 'workflow-redesign')
  const approval = documents
    .filter(({ document }) => SCOPE_DOCUMENTS.includes(document))
    .flatMap(({ signatures }) => signatures.filter(({ duty }) => duty === 'business-owner'))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]
  return {
    redesignWritten: redesign?.changedAt ?? null,
    redesignSigned: earliest(redesign?.signatures.map(({ at }) => at) ?? []),
    practised: earliest(acts.filter(({ kind }) => kind === 'practised').map(({ at }) => at)),
    scopeApproved:
      approval === undefined
        ? null
        : { by: await nameOf(trx, workspaceId, approval.person, approval.at), at: approval.at },
  }
}

async function nameOf(trx: Trx, workspaceId: string, id: string, at: Date): Promise<string> {
  return (await dutyPeople(trx, workspaceId, at)).find((person) => person.id === id)?.name ?? id
}

function earliest(instants: readonly Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => at.getTime())))
}
