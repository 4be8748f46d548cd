import { BROKER_VARIABLE, startDatabaseBroker } from './database-broker.ts'

/** Before all test files: where they find databases. After them: all of it is removed. */
export async function setup(): Promise<() => Promise<void>> {
  const broker = await startDatabaseBroker()
  process.env[BROKER_VARIABLE] = broker.address
  return () => broker.close()
}
