import { textOf, type TableEncoding } from '../tables/encodings.ts'

/** Words that were asked for lately, by three of their bytes and their length. */
const RECENT = 1024

/** Gives the same number to the same bytes: 0, 1, 2 … in the order in which they first appear. */
export class Dictionary {
  #arena = new Uint8Array(4096)
  #ends = new Int32Array(256)
  #hashes = new Int32Array(256)
  #slots = new Int32Array(1024).fill(-1)
  #size = 0
  readonly #recent = new Int32Array(RECENT).fill(-1)

  get size(): number {
    return this.#size
  }

  idOf(bytes: Uint8Array, start: number, end: number): number {
    // Few words come again and again: most are known without looking at all of their bytes twice.
    const place =
      end - start < 2
        ? 0
        : (bytes[end - 1]! + 31 * bytes[end - 2]! + 131 * bytes[start]! + 7 * (end - start)) & (RECENT - 1)
    const recent = this.#recent[place]! // as all below, within its list
    if (recent !== -1 && this.#isAt(recent, bytes, start, end)) return recent
    const id = this.#lookUp(bytes, start, end)
    this.#recent[place] = id
    return id
  }

  #lookUp(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
    hash ^= hash >>> 15
    const mask = this.#slots.length - 1
    let slot = hash & mask
    for (;;) {
      const id = this.#slots[slot]! // the mask keeps it within
      if (id === -1) break
      if (this.#hashes[id] === hash && this.#isAt(id, bytes, start, end)) return id
      slot = (slot + 1) & mask
    }
    const id = this.#add(bytes, start, end, hash)
    this.#slots[slot] = id
    if (2 * this.#size > this.#slots.length) this.#widen()
    return id
  }

  /** Whether the bytes of one come before those of another. */
  isBefore(id: number, other: number): boolean {
    let at = this.#startOf(id)
    let place = this.#startOf(other)
    const end = this.#ends[id]! // ids are handed out by this dictionary
    const limit = this.#ends[other]!
    while (at < end && place < limit && this.#arena[at] === this.#arena[place]) {
      at += 1
      place += 1
    }
    return place < limit && (at === end || this.#arena[at]! < this.#arena[place]!)
  }

  text(id: number, encoding: TableEncoding): string {
    return textOf(this.#arena, this.#startOf(id), this.#ends[id] ?? 0, encoding)
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1]! // ids are handed out by this dictionary
  }

  #isAt(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(id)
    if (this.#ends[id]! - from !== end - start) return false // see above
    // Ids of cases differ at their end.
    for (let at = end - 1, own = from + end - start - 1; at >= start; at -= 1, own -= 1) {
      if (bytes[at] !== this.#arena[own]) return false
    }
    return true
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const id = this.#size
    const from = this.#startOf(id)
    const to = from + end - start
    if (to > this.#arena.length) {
      const arena = new Uint8Array(Math.max(to, 2 * this.#arena.length))
      arena.set(this.#arena)
      this.#arena = arena
    }
    for (let at = start, own = from; at < end; at += 1, own += 1) this.#arena[own] = bytes[at]! // within the bytes
    if (id === this.#ends.length) {
      this.#ends = doubled(this.#ends)
      this.#hashes = doubled(this.#hashes)
    }
    this.#ends[id] = to
    this.#hashes[id] = hash
    this.#size = id + 1
    return id
  }

  #widen(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1)
    const mask = slots.length - 1
    for (let id = 0; id < this.#size; id += 1) {
      let slot = this.#hashes[id]! & mask // as many hashes as ids
      while (slots[slot] !== -1) slot = (slot + 1) & mask
      slots[slot] = id
    }
    this.#slots = slots
  }
}

function doubled(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * list.length)
  longer.set(list)
  return longer
}
