import { useState } from 'react'

/** What was typed, by case and form: it outlives errors, other cases and page loads, until it is sent or thrown away. */
const PREFIX = 'dayshift-typed '

export function useKept<T>(id: string, initial: T): readonly [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => read<T>(id) ?? initial)
  function keep(next: T): void {
    setValue(next)
    try {
      sessionStorage.setItem(PREFIX + id, JSON.stringify(next))
    } catch {
      // Kept in memory at least.
    }
  }
  function forget(): void {
    setValue(initial)
    forgetKept(id)
  }
  return [value, keep, forget]
}

/** Lays something in as typed, for a form that opens next. */
export function putKept(id: string, value: unknown): void {
  sessionStorage.setItem(PREFIX + id, JSON.stringify(value))
}

export function forgetKept(id: string): void {
  sessionStorage.removeItem(PREFIX + id)
}

export function hasKept(id: string): boolean {
  return sessionStorage.getItem(PREFIX + id) !== null
}

function read<T>(id: string): T | null {
  try {
    const text = sessionStorage.getItem(PREFIX + id)
    // Written by `keep` of the same form.
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}
