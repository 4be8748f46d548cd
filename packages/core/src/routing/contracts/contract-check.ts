import type { JsonSchema } from '../../json/json.ts'
import { compileContract, type CompiledContract } from './compile-contract.ts'

/** So many contracts are kept compiled; the one that was made first goes first. */
const MOST = 64

const compiled = new Map<string, CompiledContract['check']>()

/**
 * The check of a contract that was looked at when its release was taken in. Compiling takes milliseconds, so a contract
 * that is asked for again is not compiled again, whichever copy of its schema comes. Throws where it doesn't compile.
 */
export function contractCheck(schema: JsonSchema): CompiledContract['check'] {
  const text = JSON.stringify(schema)
  const known = compiled.get(text)
  if (known !== undefined) return known
  const contract = compileContract(schema)
  if (contract.kind !== 'compiled') throw new Error(`Cannot check a value: ${contract.message} (${contract.path})`)
  for (const [oldest] of compiled) {
    if (compiled.size < MOST) break
    compiled.delete(oldest)
  }
  compiled.set(text, contract.check)
  return contract.check
}
