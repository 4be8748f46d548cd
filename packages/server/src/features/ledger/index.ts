export { recordAct } from './record-act.ts'
export { CHECKPOINTS_FILE, startCheckpointKeeper } from './checkpoint-keeper.ts'
export { registerLedger } from './register-ledger.ts'
export type { RecordedAct } from './record-act.ts'
