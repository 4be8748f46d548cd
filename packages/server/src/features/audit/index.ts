export { registerAudit } from './register-audit.ts'
export { lookAtAudit } from './read-audit.ts'
export type { AuditNeeds } from './needs.ts'
