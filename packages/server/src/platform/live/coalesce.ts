import type { LiveTopic } from '@dayshift/contract'
import type { Change } from './publish.ts'

export interface Coalescer {
  readonly take: (change: Change) => void
  /** Drops what waits. */
  readonly stop: () => void
}

/**
 * Lets a change of a topic through at once, and what follows within `everyMs` together as one: it names the workflow and
 * the thing where all of them are about the same, else null. Holds at most one change a topic, however many come. While
 * `canSend` says no, changes wait and are asked for again after `everyMs`.
 */
export function coalesce(everyMs: number, send: (change: Change) => void, canSend: () => boolean): Coalescer {
  const waiting = new Map<LiveTopic, Change>()
  const timers = new Map<LiveTopic, NodeJS.Timeout>()

  function pause(topic: LiveTopic): void {
    const timer = setTimeout(() => {
      timers.delete(topic)
      const change = waiting.get(topic)
      if (change === undefined) return
      if (canSend()) {
        waiting.delete(topic)
        send(change)
      }
      pause(topic)
    }, everyMs)
    timers.set(topic, timer)
  }

  return {
    take(change) {
      const { topic } = change
      if (!timers.has(topic) && canSend()) {
        send(change)
        pause(topic)
        return
      }
      waiting.set(topic, merged(waiting.get(topic), change))
      if (!timers.has(topic)) pause(topic)
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      waiting.clear()
    },
  }
}

function merged(before: Change | undefined, change: Change): Change {
  if (before === undefined) return change
  return {
    topic: change.topic,
    workflow: before.workflow === change.workflow ? change.workflow : null,
    id: before.id === change.id ? change.id : null,
  }
}
