import { paths } from '../../paths.ts'
import { isObject } from '../../words/fields.ts'

/** What an act was about, as people know it, and where that is; a place that doesn't exist has no address. */
export interface SubjectWords {
  readonly kind: string
  readonly name: string
  readonly href: string | null
}

/** Names that the record doesn't carry itself. */
export interface KnownNames {
  readonly workflows: readonly { readonly slug: string; readonly name: string }[]
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** Reads `kind:id`, as every entry names its subject. `details` may carry the name of what is gone by now. */
export function subjectWords(subject: string, details: unknown, known: KnownNames): SubjectWords {
  const colon = subject.indexOf(':')
  const kind = colon === -1 ? '' : subject.slice(0, colon)
  const id = subject.slice(colon + 1)
  switch (kind) {
    case 'workflow':
      return { kind: 'Workflow', name: known.workflows.find(({ slug }) => slug === id)?.name ?? id, href: paths.workflow(id) }
    case 'person':
      return { kind: 'Person', name: known.people.find((person) => person.id === id)?.name ?? shortId(id), href: paths.people() }
    case 'case':
      return { kind: 'Case', name: textIn(details, 'unitKey') ?? shortId(id), href: paths.inbox({ case: id }) }
    case 'run':
      return { kind: 'Run', name: textIn(details, 'unitKey') ?? shortId(id), href: paths.run(id) }
    case 'key':
      return { kind: 'API key', name: textIn(details, 'name') ?? shortId(id), href: paths.people({ tab: 'keys' }) }
    case 'workspace':
      return { kind: 'Workspace', name: textIn(details, 'workspace') ?? shortId(id), href: null }
    case 'subject':
      return { kind: 'Subject', name: shortId(id), href: null }
    default:
      return { kind: '', name: subject, href: null }
  }
}

/** The end of an id tells two apart; its beginning is the time. */
function shortId(id: string): string {
  return id.length <= 12 ? id : `…${id.slice(-8)}`
}

function textIn(details: unknown, name: string): string | null {
  const value = isObject(details) ? details[name] : undefined
  return typeof value === 'string' && value !== '' ? value : null
}
