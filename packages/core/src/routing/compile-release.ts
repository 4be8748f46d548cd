import type { JsonSchema } from '../json/json.ts'
import { contentHash } from '../json/content-hash.ts'
import type { Manifest } from '../workflows/manifest.ts'
import { compileContract, type CompiledContract } from './contracts/compile-contract.ts'
import { createGate, type Gate, type GateRule } from './gate.ts'
import { compileRule, compileValue, type CompiledValue } from './rules/compile-rule.ts'

/** What is wrong with a release, and where: `path` is a JSON pointer into the manifest, `offset` counts within a CEL text. */
export interface GateFault {
  readonly code: string
  readonly path: string
  readonly message: string
  readonly offset?: number
}

export type CompiledRelease =
  | { readonly kind: 'compiled'; readonly gate: Gate; readonly warnings: readonly GateFault[] }
  | { readonly kind: 'invalid'; readonly faults: readonly GateFault[]; readonly warnings: readonly GateFault[] }

/** Compiles a manifest into its gate; every rule, contract and expression is checked here, none at the first run. */
export function compileRelease(manifest: Manifest): CompiledRelease {
  const faults: GateFault[] = []
  const warnings: GateFault[] = []

  const input = contract(manifest.input, '/input', faults)
  const output = contract(manifest.output, '/output', faults)
  const onInput = { input: manifest.input, output: null }
  const onBoth = { input: manifest.input, output: manifest.output }

  const inputRules: GateRule[] = []
  const outputRulesToHuman: GateRule[] = []
  const outputRulesToReview: GateRule[] = []
  manifest.rules.forEach((rule, index) => {
    const path = `/rules/${index}/when`
    const compiled = compileRule(rule.when, rule.on === 'input' ? onInput : onBoth)
    if (compiled.kind === 'invalid') {
      faults.push({
        code: 'rule',
        path,
        message: `Rule "${rule.name}": ${compiled.message}. ${compiled.mend}`,
        offset: compiled.offset,
      })
      return
    }
    for (const { message, mend, offset } of compiled.warnings)
      warnings.push({ code: 'rule', path, message: `Rule "${rule.name}": ${message}. ${mend}`, offset })
    const code = rule.on === 'input' ? 'input-rule' : 'output-rule'
    const gateRule = {
      rule: compiled,
      reason: Object.freeze({ code, rule: rule.name, message: rule.because } as const),
    }
    if (rule.on === 'input') inputRules.push(gateRule)
    else if (rule.to === 'human') outputRulesToHuman.push(gateRule)
    else outputRulesToReview.push(gateRule)
  })
  if (!hasPathToAPerson(manifest)) {
    faults.push({
      code: 'no-path-to-a-person',
      path: '/rules',
      message:
        'The AI takes everything: no rule sends a unit to a person. Add a rule with "to: human" or "to: review" for the cases that need judgement.',
    })
  }

  const confidence = manifest.confidence
  const confidenceValue = confidence && value(confidence.value, onBoth, 'number', '/confidence/value', faults)
  const unitKey = manifest.unitKey === null ? null : value(manifest.unitKey, onInput, 'key', '/unitKey', faults)
  const dedupeKey = manifest.dedupe && value(manifest.dedupe.key, onInput, 'key', '/dedupe/key', faults)
  const subject =
    manifest.data.subject === null ? null : value(manifest.data.subject, onInput, 'key', '/data/subject', faults)
  manifest.slices.forEach((slice, index) => value(slice.by, onInput, 'key', `/slices/${index}/by`, faults))

  if (faults.length > 0 || input === null || output === null) return { kind: 'invalid', faults, warnings }
  const gate = createGate({
    manifest,
    hash: contentHash(manifest as unknown as Parameters<typeof contentHash>[0]), // a manifest is plain JSON by its schema
    input,
    output,
    inputRules,
    outputRulesToHuman,
    outputRulesToReview,
    confidence: confidence && confidenceValue ? { value: confidenceValue, atLeast: confidence.atLeast } : null,
    unitKey,
    dedupeKey,
    subject,
  })
  return { kind: 'compiled', gate, warnings }
}

/** A rule whose condition is the literal `false` is no path: it can never send anybody anything. */
function hasPathToAPerson(manifest: Manifest): boolean {
  return manifest.rules.some((rule) => rule.when.trim() !== 'false')
}

function contract(schema: JsonSchema, path: string, faults: GateFault[]): CompiledContract | null {
  const compiled = compileContract(schema)
  if (compiled.kind === 'compiled') return compiled
  faults.push({ code: 'contract', path: path + compiled.path, message: compiled.message })
  return null
}

function value(
  source: string,
  schemas: { readonly input: JsonSchema; readonly output: JsonSchema | null },
  expected: 'number' | 'key',
  path: string,
  faults: GateFault[],
): CompiledValue | null {
  const compiled = compileValue(source, schemas, expected)
  if (compiled.kind === 'compiled') return compiled
  faults.push({ code: 'expression', path, message: `${compiled.message}. ${compiled.mend}`, offset: compiled.offset })
  return null
}
