import { inflateRawSync } from 'node:zlib'

/** One entry of a ZIP archive, unpacked when asked for. */
export interface ZipEntry {
  readonly name: string
  read(): Buffer
}

/** An archive that can't be read, or should not be. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault'
}

const MOST_ENTRIES = 10_000
/** What all entries together may unpack to. */
const MOST_BYTES = 512 * 1024 * 1024
/** An entry that unpacks to more than this may have so many times as many bytes as it is packed in. */
const MOST_UNSUSPECTED = 32 * 1024 * 1024
const MOST_TIMES = 250

/**
 * Reads the entries of a ZIP archive by its central directory (APPNOTE 6.3.10, sections 4.3.7 to 4.3.16): stored and deflated.
 * Bombs, encrypted entries and archives over 4 GB are refused.
 */
export function readZip(bytes: Buffer): readonly ZipEntry[] {
  const end = endOfDirectory(bytes)
  const count = bytes.readUInt16LE(end + 10)
  const start = bytes.readUInt32LE(end + 16)
  if (count === 0xffff || start === 0xffffffff) throw new ZipFault('it is an archive in the form for more than 4 GB')
  if (count > MOST_ENTRIES) throw new ZipFault(`it holds more than ${String(MOST_ENTRIES)} entries`)
  const entries: ZipEntry[] = []
  let given = 0
  let at = start
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new ZipFault('its directory is broken')
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)]
    const [packed, whole] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const header = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.push({
      name,
      read() {
        if ((flags & 1) !== 0) throw new ZipFault('it is encrypted')
        if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== 0x04034b50)
          throw new ZipFault(`its entry "${name}" is broken`)
        const from = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
        if (from + packed > bytes.length) throw new ZipFault(`its entry "${name}" is cut off`)
        const content = bytes.subarray(from, from + packed)
        const allowed = Math.min(MOST_BYTES - given, Math.max(MOST_UNSUSPECTED, MOST_TIMES * packed))
        if (whole > allowed) throw bomb(name)
        const unpacked = method === 0 ? content : inflated(content, name, allowed, method)
        given += unpacked.length
        return unpacked
      },
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function inflated(content: Buffer, name: string, allowed: number, method: number): Buffer {
  if (method !== 8) throw new ZipFault(`its entry "${name}" is packed in an unknown way`)
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, allowed) })
  } catch (cause) {
    const isLarge = cause instanceof RangeError
    throw isLarge ? bomb(name) : new ZipFault(`its entry "${name}" is broken`, { cause })
  }
}

function bomb(name: string): ZipFault {
  return new ZipFault(`its entry "${name}" unpacks to much more than a list would`)
}

/** The record at the end, before a comment of up to 64 KB. */
function endOfDirectory(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50) return at
  }
  throw new ZipFault('it is no archive, or it is cut off')
}
