/** The tables of `migrations/0003-duties.sql`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by its slice
export interface DutiesTables {}
