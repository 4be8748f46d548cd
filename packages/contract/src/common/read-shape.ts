import { z } from 'zod'
import type { Diagnostic } from '../workflows/workflow-wire.ts'
import { diagnosticsOf } from './yaml-diagnostics.ts'
import type { YamlSource } from './yaml-source.ts'

/** The shape by the schema; where nothing but unknown keys is wrong, the rest is read on, so that all errors come at once. */
export function readShape<S extends z.ZodType>(
  schema: S,
  source: YamlSource,
  errors: Diagnostic[],
): z.output<S> | null {
  const first = schema.safeParse(source.value)
  if (first.success) return first.data
  const { issues } = first.error
  errors.push(...diagnosticsOf(issues, source, (path) => keysAt(schema, path)))
  if (issues.some((issue) => issue.code !== 'unrecognized_keys')) return null
  const surplus = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => JSON.stringify([...issue.path.map(String), key]))
        : [],
    ),
  )
  return schema.safeParse(without(source.value, [], surplus)).data ?? null
}

function without(value: unknown, path: readonly string[], surplus: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => without(item, [...path, String(index)], surplus))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => !surplus.has(JSON.stringify([...path, key])))
  return Object.fromEntries(kept.map(([key, member]) => [key, without(member, [...path, key], surplus)]))
}

/** The keys of the schema's map at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema
  for (const step of path) {
    const inner: z.core.$ZodType | undefined = at && unwrapped(at)
    if (inner instanceof z.ZodObject) at = inner.shape[String(step)]
    else at = inner instanceof z.ZodArray ? inner.element : undefined
  }
  const map = at && unwrapped(at)
  return map instanceof z.ZodObject ? Object.keys(map.shape) : []
}

function unwrapped(type: z.core.$ZodType): z.core.$ZodType {
  let at = type
  for (;;) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodPrefault) at = at.def.innerType
    else if (at instanceof z.ZodPipe) at = at.def.in
    else return at
  }
}
