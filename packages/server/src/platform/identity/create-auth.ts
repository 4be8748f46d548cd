import { hkdfSync } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import type { World } from '../world.ts'
import { authTables } from './auth-tables.ts'

export interface AuthSetup {
  readonly world: World
  readonly publicUrl: URL | null
  /** Whether the person is an active member of any workspace; nobody else gets a session. */
  readonly isMember: (personId: string) => Promise<boolean>
}

/** Passwords, from the first one that an admin sets on. */
export const PASSWORD = { shortest: 10, longest: 128 } as const

/** Days without a visit after which a person signs in again. */
const SESSION_DAYS = 14
/** Set by our own mount from the connection, never taken from a request. */
export const ADDRESS_HEADER = 'x-dayshift-address'

/**
 * better-auth on our database. Its router is reached only through `addAuthRoutes`, which lets four of its addresses
 * through, limits tries, and has checked host and origin before: its own checks for these are off.
 */
export function createAuth({ world, publicUrl, isMember }: AuthSetup) {
  const day = 86_400
  return betterAuth({
    ...authTables(world.db),
    appName: 'Dayshift',
    baseURL: publicUrl?.origin ?? 'http://localhost',
    basePath: '/api/auth',
    secret: Buffer.from(hkdfSync('sha256', world.secret, '', 'dayshift sessions', 32)).toString('hex'),
    emailAndPassword: {
      enabled: true,
      // People are added by an admin, or by the first set-up.
      disableSignUp: true,
      minPasswordLength: PASSWORD.shortest,
      maxPasswordLength: PASSWORD.longest,
    },
    session: { ...authTables(world.db).session, expiresIn: SESSION_DAYS * day, updateAge: day },
    account: { ...authTables(world.db).account, accountLinking: { enabled: false } },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            if (await isMember(session.userId)) return
            throw new APIError('FORBIDDEN', { code: 'MEMBERSHIP_ENDED', message: 'This membership has ended.' })
          },
        },
      },
    },
    // What is not an answer of its own comes to our error handler, which logs it and knows a database that is away.
    onAPIError: { throw: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'dayshift',
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => world.newId(), validateSchema: false },
    },
    logger: {
      log: (level, message) => {
        // Its details may carry addresses of people; the message is enough.
        if (level === 'error') world.log.error({ part: 'sign-in' }, message)
        else world.log.debug({ part: 'sign-in' }, message)
      },
    },
  })
}

export type Auth = ReturnType<typeof createAuth>
