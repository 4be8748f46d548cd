/** The tables of `migrations/0008-transfer.sql`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- filled by its slice
export interface TransferTables {}
