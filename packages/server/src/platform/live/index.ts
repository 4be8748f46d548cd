export { publish } from './publish.ts'
export type { Change } from './publish.ts'
export { startLiveHub } from './live-hub.ts'
export { registerLive } from './register-live.ts'
