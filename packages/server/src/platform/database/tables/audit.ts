import type { Generated } from 'kysely'

/** The table of `migrations/0025-delivery-definition.sql`. */
export interface AuditTables {
  delivery_definitions: DeliveryDefinitionsTable
}

interface DeliveryDefinitionsTable {
  seq: Generated<number>
  workspace_id: string
  /** Null: the words that Dayshift comes with. */
  text: string | null
  at: Date
  by_id: string
  by_name: string
}
