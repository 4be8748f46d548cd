import type { LogSurveyResult, SaidOfLog, SeamReport } from '@dayshift/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DiscoveryAnswer, DiscoveryAsked } from './discovery-messages.ts'

export type DiscoveryState =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking'; readonly file: File }
  | {
      readonly kind: 'surveyed'
      readonly file: File
      readonly survey: LogSurveyResult
      readonly open: readonly string[]
    }
  | { readonly kind: 'reading'; readonly file: File; readonly bytes: number; readonly events: number }
  | { readonly kind: 'found'; readonly file: File; readonly report: SeamReport }
  | { readonly kind: 'refused'; readonly file: File; readonly why: string }

interface Discovery {
  readonly state: DiscoveryState
  readonly look: (file: File) => void
  readonly read: (said: SaidOfLog) => void
  /** Ends what the worker does, and begins anew. */
  readonly stop: () => void
}

/** Reads a log in a worker of its own: the page stays alive, and the file stays in the browser. */
export function useDiscovery(): Discovery {
  const [state, setState] = useState<DiscoveryState>({ kind: 'none' })
  const worker = useRef<Worker | null>(null)
  const surveyed = useRef<{ readonly file: File; readonly survey: LogSurveyResult } | null>(null)

  const end = useCallback(() => {
    worker.current?.terminate()
    worker.current = null
  }, [])
  useEffect(() => end, [end])

  const ask = useCallback(
    (asked: DiscoveryAsked) => {
      end()
      const { file } = asked
      const started = new Worker(new URL('./discovery-worker.ts', import.meta.url), { type: 'module' })
      worker.current = started
      started.addEventListener('error', () => {
        setState({ kind: 'refused', file, why: 'The browser could not go on reading it: it may be too large for it.' })
      })
      started.addEventListener('message', ({ data }: MessageEvent<DiscoveryAnswer>) => {
        switch (data.kind) {
          case 'surveyed':
            surveyed.current = { file, survey: data.survey }
            setState({ kind: 'surveyed', file, survey: data.survey, open: [] })
            break
          case 'progress':
            setState({ kind: 'reading', file, bytes: data.bytes, events: data.events })
            break
          case 'found':
            setState({ kind: 'found', file, report: data.report })
            break
          case 'open':
            if (surveyed.current !== null) {
              setState({
                kind: 'surveyed',
                ...surveyed.current,
                open: data.questions.map(({ about, why }) => `${about}: ${why}`),
              })
            }
            break
          case 'refused':
            setState({ kind: 'refused', file, why: data.why })
            break
          default:
            data satisfies never
        }
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      started.postMessage(asked)
    },
    [end],
  )

  return {
    state,
    look: (file) => {
      setState({ kind: 'looking', file })
      ask({ kind: 'survey', file, said: { columns: {} } })
    },
    read: (said) => {
      const before = surveyed.current
      if (before === null) return
      setState({ kind: 'reading', file: before.file, bytes: 0, events: 0 })
      ask({ kind: 'discover', file: before.file, said })
    },
    stop: () => {
      end()
      setState({ kind: 'none' })
    },
  }
}
