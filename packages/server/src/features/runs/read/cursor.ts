import { ProblemError } from '../../../platform/http/problem.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The cursor of the page after the row of this id: opaque to the caller. `list` keeps cursors of two lists apart. */
export function cursorAfter(list: string, id: string): string {
  return Buffer.from(`${list} ${id}`).toString('base64url')
}

/** The id that a cursor stands for; null where there is none. A cursor of another list, or none of ours, is a problem. */
export function readCursor(list: string, cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const [name, id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (name === list && UUID.test(id) && cursorAfter(list, id) === cursor) return id
  throw new ProblemError({
    status: 400,
    code: 'bad-cursor',
    title: 'Not a cursor of this list',
    detail: `"${cursor}" is no cursor that this list gave out.`,
    mend: 'Take "next" of the page before as it is, or start without a cursor.',
  })
}
