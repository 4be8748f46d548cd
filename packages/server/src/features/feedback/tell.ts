import { type DutiesFacts, holdersAt, receiptSentence } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { notify } from '../channels/index.ts'
import type { StoredFlag } from './store.ts'
import { triagerOf } from './triager.ts'

interface Named {
  readonly slug: string
  readonly name: string
}

/** Tells whoever is on watch that a report waits for her; not of her own. Its words stay where they can be erased. */
export async function tellTriager(
  trx: Trx,
  world: World,
  { id, workspaceId, workflowId, kind, by, dueAt }: StoredFlag,
  workflow: Named,
  unitKey: string | null,
): Promise<void> {
  const triager = await triagerOf(trx, workspaceId, workflowId, world.clock.now())
  if (triager === null || triager.id === by.id) return
  const what =
    kind === 'reliability'
      ? `${by.name} says that ${workflow.name} is not as reliable as it used to be.`
      : `${by.name} says that an output of ${workflow.name} looks wrong${unitKey === null ? '' : `: unit ${unitKey}`}.`
  await notify(trx, world, workspaceId, triager.id, {
    key: `flag ${id} waits until ${dueAt.toISOString()}`,
    severity: 'today',
    subject: shortened(`${workflow.name}: a report waits for your answer`),
    lines: [what, `An answer was promised by ${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`],
    link: `/feedback/${id}`,
    workflow,
    alert: null,
  })
}

/** Tells the reporter what was answered; of a word about reliability, those who build the workflow too (S030). */
export async function tellAnswered(
  trx: Trx,
  world: World,
  flag: StoredFlag,
  workflow: Named,
  answer: string,
  facts: DutiesFacts,
): Promise<void> {
  const now = world.clock.now()
  const actor = flag.answeredBy?.id ?? ''
  const said = now.toISOString()
  if (flag.isMember && flag.by.id !== actor) {
    const sentence = receiptSentence({ ...flag, by: flag.answeredBy?.name ?? null, now })
    await notify(trx, world, flag.workspaceId, flag.by.id, {
      key: `flag ${flag.id} answered at ${said}`,
      severity: 'today',
      subject: shortened(`${workflow.name}: your report was answered`),
      lines: [sentence, ...(answer === '' ? [] : [answer])],
      link: `/feedback/${flag.id}`,
      workflow,
      alert: null,
    })
  }
  if (flag.verdict !== 'reliability') return
  const builders = new Set(
    BUILDING_DUTIES.flatMap((duty) => holdersAt(facts.assignments, duty, now).map((of) => of.person)),
  )
  for (const builder of builders) {
    if (builder === actor || builder === flag.by.id) continue
    await notify(trx, world, flag.workspaceId, builder, {
      key: `flag ${flag.id} about reliability at ${said}`,
      severity: 'today',
      subject: shortened(`${workflow.name}: not as reliable as it used to be`),
      lines: [
        `${flag.by.name} says that the outputs are not as reliable as they used to be, and ${flag.answeredBy?.name ?? 'whoever is on watch'} agrees.`,
      ],
      link: `/feedback/${flag.id}`,
      workflow,
      alert: null,
    })
  }
}

/** Those who can mend it. */
const BUILDING_DUTIES = ['model', 'prompts', 'change-owner', 'failure-cases'] as const

/** What a subject may have. */
function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
