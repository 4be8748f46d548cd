/** The tables of `migrations/0006-runbook.sql`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by its slice
export interface RunbookTables {}
