export interface Rejection {
  readonly line: number
  readonly why: string
}

const KEPT = 100

/** Counts what could not be taken, and keeps the first with their reasons. */
export class Rejections {
  count = 0
  readonly first: Rejection[] = []

  add(line: number, why: string): void {
    this.count += 1
    if (this.first.length < KEPT) this.first.push({ line, why })
  }
}
