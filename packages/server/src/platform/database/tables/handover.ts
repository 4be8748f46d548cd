/** The tables of `migrations/0007-handover.sql`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by its slice
export interface HandoverTables {}
