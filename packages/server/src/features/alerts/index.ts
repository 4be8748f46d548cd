export { calmAlert, raiseAlert } from './raise-alert.ts'
export { registerAlerts } from './register-alerts.ts'
