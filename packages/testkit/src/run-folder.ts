/** Environment variable that names the folder of a test run. */
export const RUN_FOLDER_VARIABLE = 'DAYSHIFT_TEST_RUN_FOLDER'

/** The folder that all test files of one Vitest run share; it is removed after them. */
export function runFolder(): string {
  const folder = process.env[RUN_FOLDER_VARIABLE]
  if (folder !== undefined) return folder
  throw new Error(
    `Cannot tell the folder of this test run: ${RUN_FOLDER_VARIABLE} is not set. Run the tests with Vitest from the repository root.`,
  )
}
