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
