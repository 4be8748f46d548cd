import type { ContractPreview, SeamContractRequest, SeamDetail } from '@dayshift/contract'
import {
  compileContract,
  diffContracts,
  type Json,
  type JsonObject,
  type JsonSchema,
  listInWords,
  nameOfSeam,
  readOdcs,
  writeOdcs,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { actOnSeam, type Caller, knownSeam } from './act-on-seam.ts'
import { contractsOf, insertContract, wireDiff } from './contract-store.ts'
import { notify } from '../channels/index.ts'
import { refused } from './seam-problems.ts'

type Asked = z.output<typeof SeamContractRequest>

/** What a new version would be and change; nothing is kept. */
export async function previewSeamContract(
  world: World,
  workspaceId: string,
  id: string,
  asked: Asked,
): Promise<ContractPreview> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await knownSeam(trx, workspaceId, id, world.clock.now())
    const { schema, notChecked } = readAsked(asked)
    const [newest] = await contractsOf(trx, id, 1)
    return {
      version: (newest?.version ?? 0) + 1,
      schema,
      notChecked: [...notChecked],
      diff: newest === undefined ? null : wireDiff(diffContracts(newest.schema, schema)),
    }
  })
}

/** The seam's owner makes the next version; whoever it breaks something for is told. */
export async function setSeamContract(world: World, caller: Caller, id: string, asked: Asked): Promise<SeamDetail> {
  const detail = await actOnSeam(world, caller, id, async ({ trx, workspaceId, now, seam }) => {
    const name = nameOfSeam(seam)
    if (seam.owner === null || seam.owner.id !== caller.actor.id) {
      throw refused(
        'seam-owner-only',
        'This is for the seam’s owner',
        `Only the owner of “${name}” may say what must cross; ${seam.owner === null ? 'it has none' : `that is ${seam.owner.name}`}.`,
        seam.owner === null ? 'Name an owner first.' : `Ask ${seam.owner.name}.`,
      )
    }
    const { schema, kept, object } = readAsked(asked)
    const [newest] = await contractsOf(trx, id, 1)
    const diff = newest === undefined ? null : diffContracts(newest.schema, schema)
    if (diff !== null && diff.changes.length === 0 && kept === null) return null
    const version = (newest?.version ?? 0) + 1
    await insertContract(
      trx,
      { workspaceId, seamId: id },
      {
        version,
        schema,
        // What came with an older document goes on with it.
        kept: kept ?? newest?.kept ?? null,
        object: object ?? newest?.object ?? null,
        note: storable(asked.note),
        at: now,
        by: { id: caller.actor.id, name: caller.actor.name },
      },
    )
    const hurt = (diff?.breaksFor ?? []).map((who) => (who === 'sender' ? seam.from : seam.to))
    for (const side of hurt) {
      if (side.owner === null || side.owner.id === caller.actor.id) continue
      await notify(trx, world, workspaceId, side.owner.id, {
        key: `seam ${id} contract ${String(version)} for ${side.id}`,
        severity: 'today',
        subject: shortened(`${name}: what must cross changes for ${side.name}`),
        lines: [
          `${caller.actor.name} made version ${String(version)} of what must cross, and it breaks something for ${side.name}.`,
          ...(diff?.changes ?? []).filter(({ breaksFor }) => breaksFor.length > 0).map(({ sentence }) => sentence),
        ],
        link: `/seams/${id}`,
        workflow: null,
        alert: null,
      })
    }
    return {
      act: 'seam-contract-set',
      sentence: `made version ${String(version)} of what must cross “${name}”${
        diff === null
          ? ''
          : diff.breaking
            ? `, breaking for ${listInWords(hurt.map((side) => side.name))}: ${diff.changes
                .filter(({ breaksFor }) => breaksFor.length > 0)
                .map(({ sentence }) => sentence)
                .join(' ')}`
            : ', which breaks nothing'
      }${diff?.breaking === true ? '' : '.'}`,
      details: { version, breaksFor: [...(diff?.breaksFor ?? [])] },
    }
  })
  if (detail === null) throw notFound('seam', id)
  return detail
}

/** The newest version as an ODCS 3.1 document. */
export async function exportSeamContract(world: World, workspaceId: string, id: string): Promise<JsonObject> {
  return await inWorkspace(world.db, workspaceId, async (trx: Trx) => {
    const seam = await knownSeam(trx, workspaceId, id, world.clock.now())
    const [newest] = await contractsOf(trx, id, 1)
    if (newest === undefined) throw notFound('contract of the seam', id)
    return writeOdcs({ ...newest, id, name: nameOfSeam(seam) })
  })
}

function readAsked({ schema, odcs, object }: Asked): {
  readonly schema: JsonSchema
  readonly kept: JsonObject | null
  readonly object: string | null
  readonly notChecked: readonly string[]
} {
  if ((schema === undefined) === (odcs === undefined)) {
    throw invalid('/', 'needs either "schema" (JSON Schema 2020-12) or "odcs" (an ODCS 3 document)')
  }
  if (odcs !== undefined) {
    const read = readOdcs(odcs as Json, object) // parsed from JSON
    if (read.kind === 'fault') throw invalid(`/odcs${read.path}`, read.message)
    return read
  }
  const asked = schema as JsonSchema // parsed from JSON; compiling says whether it is one
  const isObject = typeof asked === 'object' && asked !== null && !Array.isArray(asked)
  if (!isObject) throw invalid('/schema', 'is no JSON Schema: an object is needed')
  const compiled = compileContract(asked)
  if (compiled.kind === 'invalid') throw invalid(`/schema${compiled.path}`, compiled.message)
  return { schema: asked, kept: null, object: null, notChecked: [] }
}

function invalid(path: string, message: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'invalid-contract',
    title: 'This can’t be a contract',
    detail: `Cannot read what must cross: ${path === '/' ? 'it' : path} ${message}.`.replace(/\.\.$/, '.'),
    mend: 'Correct what "errors" names and send it again.',
    errors: [{ path, message }],
  })
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
