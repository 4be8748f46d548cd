/** Something that a key acts on. */
export interface KeyTarget extends HTMLElement {
  /** Like `alt+shift+f`; empty for none. */
  readonly shortcut: string
  flag(): Promise<void>
}

const targets = new Set<KeyTarget>()

/** Lets the element's key act until the returned function is called; one listener for all of them. */
export function listenFor(target: KeyTarget): () => void {
  if (targets.size === 0) document.addEventListener('keydown', onKeyDown)
  targets.add(target)
  return () => {
    targets.delete(target)
    if (targets.size === 0) document.removeEventListener('keydown', onKeyDown)
  }
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return
  const named = [...targets].filter(({ shortcut }) => shortcut !== '' && matches(shortcut, event))
  // Where several outputs stand on a page, the key means the one that the reader is in.
  const target = named.length === 1 ? named[0] : named.find((each) => each.parentElement?.contains(focused()) === true)
  if (target === undefined || (!event.altKey && !event.ctrlKey && !event.metaKey && isTyping(event))) return
  event.preventDefault()
  void target.flag()
}

function matches(shortcut: string, event: KeyboardEvent): boolean {
  const parts = shortcut.toLowerCase().split('+')
  const key = parts.at(-1)
  // With Alt, some keyboards write another letter than the key has.
  const isKey = event.key.toLowerCase() === key || event.code.toLowerCase() === `key${key ?? ''}`
  return (
    isKey &&
    event.altKey === parts.includes('alt') &&
    event.ctrlKey === parts.includes('ctrl') &&
    event.metaKey === parts.includes('meta') &&
    (event.shiftKey === parts.includes('shift') || key?.length !== 1)
  )
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

function focused(): Element | null {
  return document.activeElement
}
