import { ROLES, SCOPES } from '@dayshift/core'
import { z } from 'zod'
import { instant, PersonRef, text } from '../common/primitives.ts'

export const Session = z
  .object({
    person: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    workspace: z.object({ id: z.string(), name: z.string() }),
    role: z.enum(ROLES),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

/** `needed` is true until the first admin exists; `example` carries the example workspace's sign-in where one was laid in. */
export const SetupState = z
  .object({ needed: z.boolean(), example: z.object({ email: z.string(), password: z.string() }).nullable() })
  .meta({ id: 'SetupState' })
export const SetupRequest = z
  .object({
    code: text(64),
    workspace: text(100).min(1),
    name: text(100).min(1),
    email: z.email(),
    password: z.string().min(10).max(128),
  })
  .meta({ id: 'SetupRequest' })

export const Person = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    active: z.boolean(),
    joinedAt: instant,
    /** Works for a vendor: may not hold a duty that stays inside the organisation. */
    vendor: z.boolean(),
    openCases: z.number().int(),
    /** Duties that she holds now, of all workflows. */
    duties: z.number().int(),
  })
  .meta({ id: 'Person' })
export const PeopleList = z.object({ items: z.array(Person) }).meta({ id: 'PeopleList' })
export const AddPersonRequest = z
  .object({ name: text(100).min(1), email: z.email(), role: z.enum(ROLES), password: z.string().min(10).max(128) })
  .meta({ id: 'AddPersonRequest' })
export const ChangePersonRequest = z
  .object({ role: z.enum(ROLES).optional(), active: z.boolean().optional(), vendor: z.boolean().optional() })
  .meta({ id: 'ChangePersonRequest' })

export const ResetPasswordRequest = z
  .object({ password: z.string().min(10).max(128) })
  .meta({ id: 'ResetPasswordRequest' })

export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })
export const ApiKeyList = z.object({ items: z.array(ApiKey) }).meta({ id: 'ApiKeyList' })
export const CreateKeyRequest = z
  .object({
    name: text(100).min(1),
    scopes: z.array(z.enum(SCOPES)).min(1),
    expiresInDays: z.number().int().min(1).max(730).nullish(),
  })
  .meta({ id: 'CreateKeyRequest' })
/** The secret is shown this once and kept only as a hash. */
export const CreatedKey = z.object({ key: ApiKey, secret: z.string() }).meta({ id: 'CreatedKey' })

/** How small a group may be shown, and who besides the person herself may see figures of a person. */
export const Privacy = z
  .object({
    leastGroup: z.number().int(),
    maySee: z.array(PersonRef),
    /** Null where nobody has set it yet. */
    at: instant.nullable(),
    by: PersonRef.nullable(),
  })
  .meta({ id: 'Privacy' })
export const PrivacyRequest = z
  .object({ leastGroup: z.number().int().min(2).max(50), maySee: z.array(z.string()).max(50) })
  .meta({ id: 'PrivacyRequest' })
