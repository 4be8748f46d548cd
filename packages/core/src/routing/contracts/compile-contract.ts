import { fullFormats } from 'ajv-formats/dist/formats.js'
import { Ajv2020, type Format, type ValidateFunction } from 'ajv/dist/2020.js'
import type { JsonSchema } from '../../json/json.ts'
import { describeErrors } from './fault-words.ts'
import { isClosed } from './closed-schema.ts'
import { isDate, isDateTime, isTime } from './date-time.ts'
import { KEYWORDS } from './keywords.ts'
import { findNotJson, isJsonValue } from './json-value.ts'
import { escaped, findExcess, findSchemaFault, METASCHEMA_ID } from './schema-fault.ts'
import { compileSchemaPattern } from './schema-pattern.ts'

/** What is wrong with a value, and where. */
export interface Fault {
  /** JSON pointer to the field, '' for the whole. */
  readonly path: string
  /** Plain words that follow the field's name: "is missing", "is 'abc', a number is needed". */
  readonly message: string
  /** The schema's keyword that found it; `json` where the value is no JSON. */
  readonly keyword: string
}

export interface CompiledContract {
  readonly kind: 'compiled'
  /** The value's faults, at most 20, the same empty list whenever there is none. Never throws. */
  readonly check: (value: unknown) => readonly Fault[]
}

export interface InvalidContract {
  readonly kind: 'invalid'
  readonly message: string
  /** JSON pointer into the schema, '' for the whole. */
  readonly path: string
}

/**
 * Compiles a JSON Schema 2020-12 into a contract. It is strict, because a schema that is silently ignored lets bad units
 * through: unknown keywords and formats are refused, and so are references to other documents. `format` is checked.
 * Patterns match in linear time; so does `uniqueItems`.
 */
export function compileContract(schema: JsonSchema): CompiledContract | InvalidContract {
  const fault = findExcess(schema) ?? findMetaschemaFault(schema) ?? findSchemaFault(schema)
  if (fault !== null) return { kind: 'invalid', ...fault }
  let isValid: ValidateFunction
  try {
    isValid = validator(schema, false)
  } catch (error) {
    return { kind: 'invalid', ...explainCompileError(error, schema) }
  }
  let thorough: ValidateFunction | null = null

  const speaksForItself = isClosed(schema)

  function check(value: unknown): readonly Fault[] {
    try {
      if (speaksForItself && isValid(value)) return NO_FAULTS
      if (!isJsonValue(value)) return [{ ...(findNotJson(value) ?? NO_JSON), keyword: 'json' }]
      if (isValid(value)) return NO_FAULTS
      // Collecting every fault of a huge value could take longer than anybody would read: then the first one does.
      if (countValues(value, MAX_COLLECTED_VALUES) >= MAX_COLLECTED_VALUES) return faultsOf(isValid)
      thorough ??= validator(schema, true)
      thorough(value)
      return faultsOf(thorough)
    } catch (error) {
      // Only what is no JSON (getters, proxies) can throw here.
      return [
        {
          path: '',
          message: `could not be read: ${error instanceof Error ? error.message : 'something was thrown'}`,
          keyword: 'json',
        },
      ]
    }
  }

  return { kind: 'compiled', check }
}

const NO_FAULTS: readonly Fault[] = Object.freeze([])
const NO_JSON = { path: '', message: 'is no JSON value' }
const MAX_FAULTS = 20
const MAX_COLLECTED_VALUES = 10_000

function faultsOf(validate: ValidateFunction): readonly Fault[] {
  return describeErrors(validate.errors ?? []).slice(0, MAX_FAULTS)
}

function countValues(value: unknown, enough: number): number {
  if (typeof value !== 'object' || value === null) return 1
  let count = 1
  for (const part of Object.values(value)) {
    count += countValues(part, enough - count)
    if (count >= enough) break
  }
  return count
}

/** The first fault is enough to know; `thorough` collects them all, with the values to quote. */
function validator(schema: JsonSchema, thorough: boolean): ValidateFunction {
  const ajv = new Ajv2020({
    strictSchema: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowMatchingProperties: true,
    allErrors: thorough,
    verbose: true,
    // The metaschema has been asked before, by an instance that knows it.
    meta: false,
    validateSchema: false,
    logger: false,
    ownProperties: namesInherited(schema),
    formats: FORMATS,
    code: { regExp: LINEAR },
  })
  for (const definition of KEYWORDS) {
    ajv.removeKeyword(String(definition.keyword))
    ajv.addKeyword(definition)
  }
  // Ajv follows anchors, yet in strict mode calls the keyword unknown.
  ajv.addKeyword('$anchor')
  return ajv.compile(schema)
}

/** Names that every object inherits are looked up as own fields only; that is slower, so only where one is written. */
function namesInherited(schema: unknown): boolean {
  if (typeof schema === 'string') return schema in Object.prototype
  if (typeof schema !== 'object' || schema === null) return false
  return Object.entries(schema).some(
    ([name, part]) => (!Array.isArray(schema) && name in Object.prototype) || namesInherited(part),
  )
}

/** Ajv keeps compiled patterns by their `toString()`: without one of its own, every pattern would be the first one. */
function linear(pattern: string): { test: (text: string) => boolean; toString: () => string } {
  const compiled = compileSchemaPattern(pattern)
  if (compiled.kind === 'invalid') throw new Error(compiled.message)
  return { test: compiled.occursIn, toString: () => `linear:${pattern}` }
}
const LINEAR = Object.assign(linear, { code: 'linear' })

/** Some of the formats' expressions are quadratic in the worst case, so that longer texts fit no format. */
const MAX_FORMATTED_LENGTH = 2_048

const FORMATS: Record<string, Format> = {
  ...Object.fromEntries(Object.entries(fullFormats).map(([name, format]) => [name, bounded(format)])),
  date: isDate,
  time: isTime,
  'date-time': isDateTime,
}

function bounded(format: Format): Format {
  if (format === true) return true
  if (typeof format === 'string') return bounded(new RegExp(format, 'u'))
  if (format instanceof RegExp) return (text: string) => text.length <= MAX_FORMATTED_LENGTH && format.test(text)
  if (typeof format === 'function') return (text: string) => text.length <= MAX_FORMATTED_LENGTH && format(text)
  const { validate } = format
  if (format.type === 'number' || validate === undefined) return format
  const ofText = bounded(validate as Format)
  return typeof ofText === 'function' ? { type: 'string', validate: ofText } : ofText
}

let metaschema: ValidateFunction | null = null

function findMetaschemaFault(schema: JsonSchema): { readonly message: string; readonly path: string } | null {
  metaschema ??= new Ajv2020({ strict: false, verbose: true, logger: false }).getSchema(METASCHEMA_ID) ?? null
  if (metaschema === null || metaschema(schema)) return null
  const [fault] = describeErrors(metaschema.errors ?? [])
  const where =
    fault === undefined || fault.path === '' ? 'The schema' : `"${fault.path.slice(fault.path.lastIndexOf('/') + 1)}"`
  return { message: `${where} ${fault?.message ?? 'is no JSON Schema'}`, path: fault?.path ?? '' }
}

function explainCompileError(error: unknown, schema: JsonSchema): { readonly message: string; readonly path: string } {
  const reason = error instanceof Error ? error.message : String(error)
  const reference = /can't resolve reference (\S+)/.exec(reason)?.[1]
  if (reference === undefined) return { message: `The schema can't be used: ${reason}`, path: '' }
  const path = pathOfReference(schema, reference, '') ?? ''
  return {
    message: `The reference "${reference}" leads nowhere: write the part into "$defs" of this schema and refer to "#/$defs/…"`,
    path,
  }
}

function pathOfReference(value: unknown, reference: string, path: string): string | null {
  if (typeof value !== 'object' || value === null) return null
  for (const [key, part] of Object.entries(value)) {
    const at = `${path}/${escaped(key)}`
    if ((key === '$ref' || key === '$dynamicRef') && part === reference) return at
    const found = pathOfReference(part, reference, at)
    if (found !== null) return found
  }
  return null
}
