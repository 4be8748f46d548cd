/** The tables of `migrations/0004-changes.sql`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by its slice
export interface ChangesTables {}
