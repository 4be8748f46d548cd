/** What a key press says about itself; a `KeyboardEvent` fits. */
export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** Where the focus is when a key is pressed. */
export interface Focus {
  /** A field that takes text, a list of choices, anything that needs the letter itself. */
  readonly typing: boolean
  /** A button or link, which takes Enter and Space for itself. */
  readonly pressing: boolean
  /** A dialog lies over the page. */
  readonly dialog: boolean
}

/** The inbox's keys, in the order in which the key list shows them. */
export const INBOX_KEYS = [
  { key: 'j', act: 'next', does: 'Next case' },
  { key: 'k', act: 'previous', does: 'Previous case' },
  { key: 'Enter', act: 'claim', does: 'Open and claim the case' },
  { key: 'a', act: 'accept', does: 'Accept the answer as it is' },
  { key: 'e', act: 'edit', does: 'Edit the answer' },
  { key: 'o', act: 'override', does: 'Override: decide without the answer' },
  { key: 'x', act: 'escalate', does: 'Escalate to somebody else' },
  { key: 'i', act: 'ignore', does: 'Ignore: nothing is to be done' },
  { key: 'c', act: 'correct', does: 'Correct the input and run it again' },
  { key: 'r', act: 'rerun', does: 'Run it again' },
  { key: 'g', act: 'reassign', does: 'Give it to a person' },
  { key: 'f', act: 'flag', does: 'Flag: the answer looks wrong' },
  { key: 'u', act: 'release', does: 'Give the claim back' },
  { key: '/', act: 'filter', does: 'Filter the list' },
  { key: '?', act: 'keys', does: 'Show the keys' },
] as const
export type InboxAct = (typeof INBOX_KEYS)[number]['act']

/**
 * What a press means in the inbox; null where it means nothing there: a letter that somebody types, a combination that
 * is the browser's own, Enter on a button.
 */
export function inboxActOf(press: Press, focus: Focus): InboxAct | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null
  if (focus.typing || focus.dialog) return null
  if (press.key === 'Enter' && focus.pressing) return null
  return INBOX_KEYS.find(({ key }) => key === press.key)?.act ?? null
}
