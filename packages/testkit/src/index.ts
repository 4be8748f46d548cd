export { testDatabase, type TestDatabase } from './database.ts'
export {
  bootServer,
  type BootOptions,
  TEST_PASSWORD,
  type TestAnswer,
  type TestKey,
  type TestPerson,
  type TestRequest,
  type TestServer,
} from './server.ts'
export { addSampleWorkflow, SAMPLE_RELEASE, sampleRun, type SampleRun } from './sample-runs.ts'
export { putInStage } from './put-in-stage.ts'
export { addSampleRelease, putLive, sampleManifest } from './sample-manifest.ts'
export { startServerProcess, type ServerProcess } from './server-process.ts'
export { runDayshift } from './run-dayshift.ts'
export { signIn } from './sign-in.ts'
export { SMALL_PLAYBOOK } from './small-playbook.ts'
export { type Certificate, makeCertificate } from './certificate.ts'
export { type MailSink, startMailSink } from './mail-sink.ts'
export { type Received, type Receiver, startReceiver } from './receiver.ts'
export { layInEscalations, type PendingEscalations } from './pending-escalations.ts'
export { runFolder } from './run-folder.ts'
