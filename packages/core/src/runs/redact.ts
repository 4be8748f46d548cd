import type { Json, JsonObject } from '../json/json.ts'
import { redactText } from './redact-text.ts'

/** What is left of a value that a pointer names. */
export const REMOVED = '[removed]'
const TOO_DEEP = '[nested too deep]'
/** Deeper than any input that a contract lets through; what lies below is not kept. */
const MAX_DEPTH = 200

/**
 * Takes out of a JSON value what must not be kept: the values that JSON pointers (RFC 6901) name become `[removed]`,
 * and in every string, keys of objects included, e-mail addresses, phone numbers, card numbers and IBANs become
 * `[e-mail]`, `[phone]`, `[card]`, `[IBAN]`. A pointer's part `*` means every element or member. What holds nothing of
 * the kind is given back as it is, not copied. Linear in the size of the value.
 */
export function redact(value: Json, pointers: readonly string[]): Json {
  return redactAt(value, pointers.length === 0 ? NOTHING : treeOf(pointers), 0)
}

/** The pointers as a tree: a leaf is removed. */
interface PointerTree {
  removed: boolean
  readonly parts: Map<string, PointerTree>
}

const NOTHING: PointerTree = { removed: false, parts: new Map() }

function treeOf(pointers: readonly string[]): PointerTree {
  const root: PointerTree = { removed: false, parts: new Map() }
  for (const pointer of pointers) {
    let node = root
    for (const part of partsOf(pointer)) {
      let next = node.parts.get(part)
      if (next === undefined) {
        next = { removed: false, parts: new Map() }
        node.parts.set(part, next)
      }
      node = next
    }
    node.removed = true
  }
  return root
}

function partsOf(pointer: string): readonly string[] {
  if (pointer === '') return []
  const text = pointer.startsWith('/') ? pointer.slice(1) : pointer
  return text.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function redactAt(value: Json, tree: PointerTree, depth: number): Json {
  if (tree.removed) return REMOVED
  if (typeof value === 'string') return redactText(value)
  if (value === null || typeof value !== 'object') return value
  if (depth >= MAX_DEPTH) return TOO_DEEP
  return isList(value) ? redactList(value, tree, depth) : redactMembers(value, tree, depth)
}

function redactList(list: readonly Json[], tree: PointerTree, depth: number): Json {
  let copy: Json[] | null = null
  for (let index = 0; index < list.length; index++) {
    const before = list[index] as Json // inside the list's length
    const after = redactAt(before, below(tree, String(index)), depth + 1)
    if (after === before) continue
    copy ??= list.slice()
    copy[index] = after
  }
  return copy ?? list
}

function redactMembers(object: JsonObject, tree: PointerTree, depth: number): Json {
  let changed = false
  const members: [string, Json][] = []
  const taken = new Set<string>()
  for (const key of Object.keys(object)) {
    const before = object[key] as Json // one of its own keys
    const after = redactAt(before, below(tree, key), depth + 1)
    const name = free(redactText(key), taken)
    if (after !== before || name !== key) changed = true
    members.push([name, after])
  }
  // fromEntries defines own members, so that a key like `__proto__` stays data.
  return changed ? Object.fromEntries(members) : object
}

function below(tree: PointerTree, part: string): PointerTree {
  if (tree.parts.size === 0) return NOTHING
  const exact = tree.parts.get(part)
  const every = tree.parts.get('*')
  if (exact === undefined || every === undefined) return exact ?? every ?? NOTHING
  return merged(exact, every)
}

function merged(a: PointerTree, b: PointerTree): PointerTree {
  const parts = new Map(a.parts)
  for (const [part, tree] of b.parts) {
    const known = parts.get(part)
    parts.set(part, known === undefined ? tree : merged(known, tree))
  }
  return { removed: a.removed || b.removed, parts }
}

/** Two keys may become the same text: the later ones get a number. */
function free(name: string, taken: Set<string>): string {
  let candidate = name
  for (let n = 2; taken.has(candidate); n++) candidate = `${name} ${n}`
  taken.add(candidate)
  return candidate
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
