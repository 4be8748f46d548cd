import * as zlib from 'node:zlib'

/** CRC-32 (ISO 3309, the one of gzip and zip) of bytes, carried on from `previous`. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  return native === undefined ? crc32ByTable(bytes, previous) : native(bytes, previous)
}

/** Node has it built in from 20.15 and 22.2 on. */
const native = (zlib as { crc32?: (data: Uint8Array, value?: number) => number }).crc32

export function crc32ByTable(bytes: Uint8Array, previous: number): number {
  let crc = ~previous
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number) // within the bytes; a table of 256
  }
  return ~crc >>> 0
}

const TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})
