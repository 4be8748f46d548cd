import { ACT_KINDS, type ActKind } from '@dayshift/core'
import type { Criterion } from '../../api/handover.ts'
import { paths } from '../../paths.ts'

/** Something that the reader can do about a criterion: a verb, an object, and where. */
export interface Help {
  readonly label: string
  readonly href: string
}

/** What helps to make a criterion true, from what it is computed from. */
export function helpFor(slug: string, criterion: Criterion, nameOfDocument: (id: string) => string): readonly Help[] {
  const { evaluator } = criterion
  const tell = (...kinds: readonly string[]): Help[] =>
    kinds.filter(isActKind).map((kind) => ({
      label: `Tell: ${ACT_KINDS[kind].name}`,
      href: paths.handover(slug, { criterion: criterion.id, do: 'tell', kind }),
    }))
  const documents = (): Help[] =>
    listParam(criterion, 'documents').map((id) => ({
      label: `Open “${nameOfDocument(id)}”`,
      href: paths.document(slug, id),
    }))
  switch (evaluator) {
    case 'acts':
      return tell(...listParam(criterion, 'kinds'))
    case 'notice-answered':
      return tell('notice-sent', 'notice-answered')
    case 'concerns-closed':
      return tell('concern-raised', 'concern-closed')
    case 'deviations-followed':
      return tell('weekly-review', 'deviation-noted')
    case 'fallback-used':
      return tell('fallback-used')
    case 'parallel-operation':
      return tell('joint-session', 'joint-incident', 'joint-review')
    case 'documents':
    case 'handoff-package':
      return documents()
    case 'agreed':
      // An open disagreement makes it unmet; what isn't signed yet leaves it unknown.
      return criterion.verdict === 'unmet' ? [disagreements(slug), ...documents()] : documents()
    case 'budget':
      return [{ label: 'Set the budget', href: paths.evidence(slug, { do: 'budget' }) }]
    case 'targets-set':
    case 'targets-met':
    case 'stable-days':
      return [{ label: 'Set targets', href: paths.evidence(slug, { do: 'targets' }) }]
    case 'duties-filled':
    case 'not-overloaded':
      return [{ label: 'See the duties', href: `${paths.handover(slug)}#duties` }]
    case 'transfer':
    case 'support-settled':
      return [{ label: 'See the transfer', href: `${paths.handover(slug)}#transfer` }]
    case 'drill':
      return [{ label: 'Open the drills', href: paths.drills(slug) }]
    case 'runbook':
      return [{ label: 'Open the runbook', href: paths.runbook(slug) }]
    case 'rollout-start':
    case 'rollout-reached':
    case 'settled':
      return [{ label: 'See the changes', href: paths.changes(slug) }]
    case 'run-volume':
      return [{ label: 'See the runs', href: paths.runs({ workflow: slug }) }]
    case 'watched':
      return [{ label: 'See Health', href: paths.health(slug) }]
    case 'seams-ready':
      return [{ label: 'See the seams', href: paths.seams() }]
    case 'manifest-says':
      return [{ label: 'Take in a manifest', href: paths.newRelease }]
    default:
      return []
  }
}

function disagreements(slug: string): Help {
  return { label: 'See the disagreements', href: `${paths.evidence(slug)}#disagreements` }
}

/** Where a piece of evidence stands; null where it has no place of its own. */
export function evidenceHref(slug: string, ref: string | null): string | null {
  const [kind = '', id = ''] = ref?.split(':') ?? []
  switch (kind) {
    case 'act':
      return `${paths.evidence(slug)}#act-${id}`
    case 'document':
      return paths.document(slug, id)
    case 'runs':
      return paths.runs({ workflow: slug })
    case 'duty':
      return `${paths.handover(slug)}#duties`
    case 'change':
      return paths.changes(slug)
    case 'drill':
      return paths.drill(slug, id)
    case 'transfer':
      return `${paths.handover(slug)}#transfer`
    case 'health':
      return paths.health(slug)
    case 'seam':
      return paths.seam(id)
    default:
      return null
  }
}

function listParam({ params }: Criterion, name: string): readonly string[] {
  const value = params[name]
  if (Array.isArray(value)) return value
  return typeof value === 'string' && value !== '' ? [value] : []
}

function isActKind(kind: string): kind is ActKind {
  return Object.hasOwn(ACT_KINDS, kind)
}
