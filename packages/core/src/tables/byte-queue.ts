/** Bytes that wait to be read: what comes is put behind them, what has been read leaves in front. */
export class ByteQueue {
  bytes: Uint8Array<ArrayBuffer>
  /** How many of `bytes` are waiting. */
  filled = 0

  constructor(room: number) {
    this.bytes = new Uint8Array(room)
  }

  push(chunk: Uint8Array): void {
    const needed = this.filled + chunk.length
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length))
      larger.set(this.bytes.subarray(0, this.filled))
      this.bytes = larger
    }
    this.bytes.set(chunk, this.filled)
    this.filled = needed
  }

  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.filled)
    this.filled -= count
  }
}
