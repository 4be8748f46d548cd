import {
  CasesMixed,
  type DiscoverySettings,
  formatOf,
  LogRefusal,
  LogSurvey,
  type LogSurveyResult,
  type SaidOfLog,
  SeamDiscovery,
  type SeamReport,
  settleSettings,
} from '@dayshift/core'
import type { DiscoveryAnswer, DiscoveryAsked } from './discovery-messages.ts'

/** The log is read here, beside the page; it never leaves the browser. */
const answer = (message: DiscoveryAnswer) => postMessage(message)

addEventListener('message', (event: MessageEvent<DiscoveryAsked>) => void work(event.data))

async function work({ kind, file, said }: DiscoveryAsked): Promise<void> {
  try {
    const survey = await surveyOf(file, said)
    if (kind === 'survey') {
      answer({ kind: 'surveyed', survey })
      return
    }
    const settled = settleSettings(survey, said)
    if (settled.kind === 'open') answer({ kind: 'open', questions: settled.questions })
    else answer({ kind: 'found', report: await read(file, settled.settings) })
  } catch (error) {
    answer({ kind: 'refused', why: whyOf(error) })
  }
}

function whyOf(error: unknown): string {
  if (error instanceof LogRefusal) {
    const place = error.place === null ? '' : `Line ${String(error.place.line)}, byte ${String(error.place.byte)}: `
    return `${place}${error.why}.`
  }
  return error instanceof Error ? error.message : 'It can’t be read.'
}

async function surveyOf(file: File, said: SaidOfLog): Promise<LogSurveyResult> {
  let survey: LogSurvey | null = null
  for await (const chunk of chunksOf(file, () => {})) {
    if (survey === null) {
      const format = formatOf(chunk)
      if (format === null) throw new LogRefusal('it is empty')
      if (format === 'ocel-sqlite') {
        throw new LogRefusal(
          'it is an object-centric log in a SQLite database, which a browser can’t read: “npx dayshift seams discover FILE --object-type TYPE” does, and shows the same figures',
        )
      }
      survey = new LogSurvey(format, {
        ...(said.columns.time === undefined ? {} : { timeColumn: said.columns.time }),
        isDateFormatSaid: said.dateFormat !== undefined,
      })
    }
    survey.push(chunk)
    if (survey.isDone) return survey.end(false)
  }
  if (survey === null) throw new LogRefusal('it is empty')
  return survey.end(true)
}

/** A log whose cases don't stand together is read once more, all of its events held. */
async function read(file: File, settings: DiscoverySettings): Promise<SeamReport> {
  const discovery = new SeamDiscovery(settings)
  let shownAt = 0
  try {
    const progress = (bytes: number) => {
      if (bytes - shownAt < PROGRESS_BYTES) return
      shownAt = bytes
      answer({ kind: 'progress', bytes, events: discovery.events })
    }
    for await (const chunk of chunksOf(file, progress)) discovery.push(chunk)
    return discovery.end({ workarounds: [], rates: null })
  } catch (error) {
    if (!(error instanceof CasesMixed)) throw error
    return await read(file, { ...settings, arrangement: 'mixed' })
  }
}

const PROGRESS_BYTES = 256 * 1024

/** The unpacked bytes of a file; `progress` is told of those that were read of it. */
async function* chunksOf(file: File, progress: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length
        progress(bytes)
        controller.enqueue(chunk)
      },
    }),
  )
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isPacked = start[0] === 0x1f && start[1] === 0x8b
  const reader = (isPacked ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (error) {
    if (error instanceof TypeError && isPacked) throw new LogRefusal('its gzip breaks off or is damaged')
    throw error
  } finally {
    void reader.cancel().catch(() => {})
  }
}
