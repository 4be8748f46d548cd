import { paths } from '../../paths.ts'

/** `workflow:billing-replies` as `workflow billing-replies`; a long id is cut to what tells it from others. */
export function subjectWords(subject: string): string {
  const [kind, id] = partsOf(subject)
  if (id === '') return kind
  return `${kind} ${id.length > 24 ? `…${id.slice(-8)}` : id}`
}

/** Where the subject of an act is shown; null where it has no page. */
export function subjectHref(subject: string): string | null {
  const [kind, id] = partsOf(subject)
  if (id === '') return null
  switch (kind) {
    case 'workflow':
      return paths.workflow(id)
    case 'case':
      return paths.inbox({ case: id })
    case 'run':
      return paths.run(id)
    case 'person':
      return paths.people()
    case 'key':
      return paths.people({ tab: 'keys' })
    default:
      return null
  }
}

function partsOf(subject: string): readonly [string, string] {
  const at = subject.indexOf(':')
  return at === -1 ? [subject, ''] : [subject.slice(0, at), subject.slice(at + 1)]
}
