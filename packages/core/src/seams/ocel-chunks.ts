import type { OcelFormat } from './discovery-settings.ts'
import { readOcelCsv } from './ocel-csv.ts'
import { readOcelJson } from './ocel-json.ts'
import type { OcelLog } from './ocel-log.ts'
import { OcelXmlReader } from './ocel-xml.ts'

/** Takes an object-centric log in chunks of bytes and gives it whole: what an event touches may stand behind it. */
export class OcelChunks {
  readonly #format: OcelFormat
  readonly #xml: OcelXmlReader | null
  readonly #chunks: Uint8Array[] = []

  constructor(format: OcelFormat) {
    this.#format = format
    this.#xml = format === 'ocel-xml' ? new OcelXmlReader() : null
  }

  /** The chunk may be used anew afterwards. */
  push(chunk: Uint8Array): void {
    if (this.#xml === null) this.#chunks.push(chunk.slice())
    else this.#xml.push(chunk)
  }

  end(): OcelLog {
    if (this.#xml !== null) return this.#xml.end()
    const bytes = joined(this.#chunks)
    return this.#format === 'ocel-csv' ? readOcelCsv(bytes) : readOcelJson(bytes)
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
