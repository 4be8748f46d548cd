import { readSync } from 'node:fs'

/** The one file in a ZIP archive: where its bytes lie, and whether they are deflated. */
export interface ZippedFile {
  readonly from: number
  /** Behind its last byte. */
  readonly to: number
  readonly isDeflated: boolean
}

const END_BYTES = 22
const MAX_COMMENT_BYTES = 65_535
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const DEFLATED = 8

/** Finds it by the archive's own list, at its end (APPNOTE 6.3, 4.3.12 and 4.3.16); what is in the way of it, as a clause. */
export function zippedFile(file: number, size: number): ZippedFile | { readonly why: string } {
  const tail = bytesAt(file, Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES), size)
  const end = tail.lastIndexOf('PK\u0005\u0006')
  if (end === -1 || end + END_BYTES > tail.length) return { why: 'it is a ZIP archive that is cut off' }
  const from = tail.readUInt32LE(end + 16)
  const list = bytesAt(file, from, Math.min(size, from + tail.readUInt32LE(end + 12)))
  const entries: { name: string; method: number; flags: number; bytes: number; at: number }[] = []
  for (let at = 0; at + ENTRY_BYTES <= list.length && list.readUInt32LE(at) === 0x02014b50;) {
    const nameEnd = at + ENTRY_BYTES + list.readUInt16LE(at + 28)
    entries.push({
      name: list.toString('utf8', at + ENTRY_BYTES, nameEnd),
      method: list.readUInt16LE(at + 10),
      flags: list.readUInt16LE(at + 8),
      bytes: list.readUInt32LE(at + 20),
      at: list.readUInt32LE(at + 42),
    })
    at = nameEnd + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32)
  }
  if (entries.some(({ name }) => name.startsWith('xl/')))
    return { why: 'it is an Excel workbook: save its sheet as CSV, and give that' }
  const files = entries.filter(({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.DS_Store$)/.test(name))
  const [only, second] = files
  if (only === undefined || second !== undefined)
    return {
      why: `it is a ZIP archive of ${String(files.length)} files: unpack it, and give the one that is the log`,
    }
  const local = bytesAt(file, only.at, Math.min(size, only.at + LOCAL_BYTES))
  if ((only.flags & 1) !== 0 || (only.method !== 0 && only.method !== DEFLATED) || local.length < LOCAL_BYTES)
    return {
      why: `"${only.name}" in the ZIP archive is encrypted or packed in an unusual way: unpack it, and give that`,
    }
  const start = only.at + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28)
  if (only.bytes === 0 || start + only.bytes > size)
    return { why: `"${only.name}" in the ZIP archive is empty or cut off` }
  return { from: start, to: start + only.bytes, isDeflated: only.method === DEFLATED }
}

function bytesAt(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, to - from))
  const length = bytes.length === 0 ? 0 : readSync(file, bytes, 0, bytes.length, from)
  return bytes.subarray(0, length)
}
