import { useEffect, useRef } from 'react'
import type { Focus, Press } from '../words/keys.ts'
import { useShortcuts } from './settings.ts'

/** Hands every press to the page that is open, with where the focus is; nothing where the reader has turned keys off. */
export function useKeys(handle: (press: Press, focus: Focus) => boolean): void {
  const [on] = useShortcuts()
  const latest = useRef(handle)
  useEffect(() => {
    latest.current = handle
  })
  useEffect(() => {
    if (!on) return undefined
    function hear(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return
      if (latest.current(event, focusOf(document.activeElement))) event.preventDefault()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [on])
}

function focusOf(element: Element | null): Focus {
  const typing =
    element?.matches(
      'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="option"], [role="menuitem"]',
    ) ?? false
  // The list of cases takes Enter as "open and claim", though its rows are links.
  const pressing = element?.matches('button, a:not([data-case-link]), summary') ?? false
  return { typing, pressing, dialog: document.querySelector('[role="dialog"]') !== null }
}
