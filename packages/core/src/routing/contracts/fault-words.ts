import type { ErrorObject } from 'ajv/dist/2020.js'
import type { Fault } from './compile-contract.ts'
import { escaped } from './schema-fault.ts'

/** Puts the validator's errors into words: first things first, branches of a choice folded into the choice. */
export function describeErrors(errors: readonly ErrorObject[]): readonly Fault[] {
  const choices = errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf')
  const isInsideChoice = (error: ErrorObject) =>
    choices.some(
      (choice) =>
        error !== choice &&
        error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
        error.instancePath.startsWith(choice.instancePath),
    )
  // "if" only says that its "then" or "else" failed, and those say it themselves.
  return errors
    .filter((error) => error.keyword !== 'if' && !isInsideChoice(error))
    .map((error) => describe(error, errors))
}

function describe(error: ErrorObject, all: readonly ErrorObject[]): Fault {
  const { keyword, instancePath } = error
  const params = error.params as { readonly [name: string]: unknown }
  const is = `is ${quoted(error.data)}`
  const here = (message: string): Fault => ({ path: instancePath, message, keyword })
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return { path: `${instancePath}/${escaped(String(params['missingProperty']))}`, message: 'is missing', keyword }
    case 'additionalProperties':
      return {
        path: `${instancePath}/${escaped(String(params['additionalProperty']))}`,
        message: 'is not a known field',
        keyword,
      }
    case 'unevaluatedProperties':
      return {
        path: `${instancePath}/${escaped(String(params['unevaluatedProperty']))}`,
        message: 'is not a known field',
        keyword,
      }
    case 'propertyNames':
      return {
        path: `${instancePath}/${escaped(String(params['propertyName']))}`,
        message: 'has a name that is not allowed',
        keyword,
      }
    case 'type':
      return here(`${is}, ${typesInWords(params['type'])} is needed`)
    case 'enum':
      return here(`${is}, one of ${listed(params['allowedValues'])} is needed`)
    case 'const':
      return here(`${is}, ${quoted(params['allowedValue'])} is needed`)
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return here(`${is}, ${LIMITS[keyword]} ${String(params['limit'])} is needed`)
    case 'multipleOf':
      return here(`${is}, a multiple of ${String(params['multipleOf'])} is needed`)
    case 'minLength':
    case 'maxLength':
      return here(`has ${lengthOf(error.data)} characters, ${AMOUNTS[keyword]} ${String(params['limit'])} are needed`)
    case 'minItems':
    case 'maxItems':
      return here(`has ${lengthOf(error.data)} elements, ${AMOUNTS[keyword]} ${String(params['limit'])} are needed`)
    case 'items':
    case 'unevaluatedItems':
      return here(
        `has ${lengthOf(error.data)} elements, at most ${String(params['limit'] ?? params['len'])} are needed`,
      )
    case 'minProperties':
    case 'maxProperties':
      return here(`has ${lengthOf(error.data)} fields, ${AMOUNTS[keyword]} ${String(params['limit'])} are needed`)
    case 'pattern':
      return here(`${is}, which doesn't fit the pattern ${quoted(params['pattern'])}`)
    case 'format':
      return here(
        `${is}, ${FORMAT_WORDS.get(String(params['format'])) ?? `the format "${String(params['format'])}"`} is needed`,
      )
    case 'uniqueItems':
      return here(`has the same element at ${String(params['i'])} and ${String(params['j'])}, all must differ`)
    case 'contains':
      return here('lacks an element that must be there')
    case 'not':
      return here(`${is}, which is excluded`)
    case 'false schema':
      return here('must not be there')
    case 'anyOf':
    case 'oneOf':
      return here(choiceInWords(error, all))
    default:
      return here(`${is}: ${error.message ?? keyword}`)
  }
}

const LIMITS = { minimum: 'at least', maximum: 'at most', exclusiveMinimum: 'more than', exclusiveMaximum: 'less than' }
const AMOUNTS = {
  minLength: 'at least',
  maxLength: 'at most',
  minItems: 'at least',
  maxItems: 'at most',
  minProperties: 'at least',
  maxProperties: 'at most',
}

function choiceInWords(error: ErrorObject, all: readonly ErrorObject[]): string {
  const passing: unknown = (error.params as { readonly passingSchemas?: unknown }).passingSchemas
  if (Array.isArray(passing)) return 'fits several forms, and must fit exactly one'
  const branches = all.filter((other) => other !== error && other.schemaPath.startsWith(`${error.schemaPath}/`))
  const isWrongType =
    branches.length > 0 &&
    branches.every((branch) => branch.keyword === 'type' && branch.instancePath === error.instancePath)
  if (!isWrongType) return 'fits none of the allowed forms'
  const types = branches.map((branch) => typesInWords((branch.params as { readonly type?: unknown }).type))
  return `is ${quoted(error.data)}, ${[...new Set(types)].join(' or ')} is needed`
}

const TYPE_WORDS: ReadonlyMap<unknown, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['null', 'null'],
  ['array', 'a list'],
  ['object', 'an object'],
])

function typesInWords(types: unknown): string {
  const names: readonly unknown[] = Array.isArray(types) ? types : String(types).split(',')
  return names.map((name) => TYPE_WORDS.get(name) ?? String(name)).join(' or ')
}

const FORMAT_WORDS: ReadonlyMap<string, string> = new Map([
  ['date', 'a date as 2026-11-20'],
  ['time', 'a time as 09:30:00Z'],
  ['date-time', 'a date and time as 2026-11-20T09:30:00Z'],
  ['duration', 'a duration as P1DT2H'],
  ['email', 'an e-mail address'],
  ['hostname', 'a host name'],
  ['ipv4', 'an IPv4 address'],
  ['ipv6', 'an IPv6 address'],
  ['uri', 'a URI'],
  ['url', 'a URL'],
  ['uuid', 'a UUID'],
])

const QUOTED = 80
const LISTED = 10

/** A value as people read it, at most 80 characters of it. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return `'${cut(value)}'`
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return cut(String(value))
}

/** Never in the middle of a surrogate pair. */
function cut(text: string): string {
  return text.length <= QUOTED ? text : `${text.slice(0, QUOTED - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function listed(values: unknown): string {
  if (!Array.isArray(values)) return quoted(values)
  const shown = values.slice(0, LISTED).map(quoted).join(', ')
  return values.length > LISTED ? `${shown} and ${values.length - LISTED} more` : shown
}

function lengthOf(data: unknown): number {
  if (typeof data === 'string') return Array.from(data).length
  if (Array.isArray(data)) return data.length
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0
}
