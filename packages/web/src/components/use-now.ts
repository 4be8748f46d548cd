import { useSyncExternalStore } from 'react'

/** One clock for all relative times on the screen, instead of a timer for each. */
function ticker(everyMs: number) {
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | null = null
  const listeners = new Set<() => void>()
  return {
    read: () => now,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      now = Date.now()
      timer ??= setInterval(() => {
        now = Date.now()
        for (const each of listeners) each()
      }, everyMs)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || timer === null) return
        clearInterval(timer)
        timer = null
      }
    },
  }
}

const slow = ticker(15_000)
const fast = ticker(1000)

/** The present, renewed every 15 s. */
export function useNow(): Date {
  return new Date(useSyncExternalStore(slow.subscribe, slow.read))
}

/** The present, renewed every second, for a lease that runs out. */
export function useSeconds(): Date {
  return new Date(useSyncExternalStore(fast.subscribe, fast.read))
}
