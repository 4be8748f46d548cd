export { registerAudit } from './register-audit.ts'
export type { AuditNeeds } from './needs.ts'
