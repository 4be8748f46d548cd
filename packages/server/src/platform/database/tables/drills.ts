/** The tables of `migrations/0005-drills.sql`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by its slice
export interface DrillsTables {}
