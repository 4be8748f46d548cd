import type { GateFault } from '../routing/compile-release.ts'
import { closestName } from '../routing/rules/closest-name.ts'
import { declaredType, type DeclaredType } from '../routing/rules/declared-fields.ts'
import { durationInWords, moneyInWords } from './in-words.ts'
import type { Manifest, Money } from './manifest.ts'

/**
 * What a well-formed manifest can still get wrong, besides its rules and contracts (see compileRelease): limits that
 * contradict each other, names that come twice, pointers to fields that don't exist. Paths point into the manifest.
 */
export function checkManifest(manifest: Manifest): {
  readonly faults: readonly GateFault[]
  readonly warnings: readonly GateFault[]
} {
  const faults: GateFault[] = []
  const warnings: GateFault[] = []
  const fault = (code: string, path: string, message: string) => faults.push({ code, path, message })
  const warn = (code: string, path: string, message: string) => warnings.push({ code, path, message })

  checkMetrics(manifest, fault, warn)
  checkNames(manifest, fault)
  checkRules(manifest, fault)
  checkRollout(manifest, fault)
  checkCases(manifest, fault)
  checkLimits(manifest, fault, warn)
  checkKeys(manifest, fault, warn)
  checkData(manifest, fault)
  return { faults, warnings }
}

type Report = (code: string, path: string, message: string) => void

const MOST_METRICS = 3

function checkMetrics({ metrics }: Manifest, fault: Report, warn: Report): void {
  if (metrics.length === 0) {
    fault(
      'no-metrics',
      '/metrics',
      'Nothing says how to tell that the workflow helps: name one to three metrics that match its purpose, like response time, cost per unit or share of right answers.',
    )
  }
  if (metrics.length > MOST_METRICS) {
    warn(
      'many-metrics',
      `/metrics/${MOST_METRICS}`,
      `${metrics.length} metrics are more than people watch: keep the one to three that match the purpose best.`,
    )
  }
}

function checkNames(manifest: Manifest, fault: Report): void {
  const lists = { rules: 'rule', metrics: 'metric', slices: 'slice', prompts: 'prompt' } as const
  for (const [list, noun] of Object.entries(lists) as [keyof typeof lists, string][]) {
    const seen = new Map<string, number>()
    manifest[list].forEach(({ name }, index) => {
      const first = seen.get(name)
      if (first === undefined) seen.set(name, index)
      else {
        fault(
          `duplicate-${noun}`,
          `/${list}/${index}/name`,
          `The ${noun} "${name}" is there twice (numbers ${first + 1} and ${index + 1}): give each its own name, because reasons and figures go by it.`,
        )
      }
    })
  }
}

function checkRules({ rules }: Manifest, fault: Report): void {
  rules.forEach((rule, index) => {
    if (rule.on === 'input' && rule.to === 'review') {
      fault(
        'input-rule-to-review',
        `/rules/${index}/to`,
        `Rule "${rule.name}" looks at the input, before there is an answer to review: write "to: human", or "on: output".`,
      )
    }
  })
}

function checkRollout({ rollout }: Manifest, fault: Report): void {
  rollout.steps.forEach((step, index) => {
    const before = index === 0 ? rollout.percent : (rollout.steps[index - 1] ?? 0)
    const rises = index === 0 ? step >= before : step > before
    if (rises) return
    const what = index === 0 ? 'the start' : 'the step before it'
    fault(
      'rollout-steps',
      `/rollout/steps/${index}`,
      `Rollout steps must rise: ${step} % comes after ${before} % (${what}).`,
    )
  })
}

function checkCases({ cases }: Manifest, fault: Report): void {
  const expire = durationInWords(cases.expireMs)
  if (cases.dueMs > cases.expireMs) {
    fault(
      'cases-order',
      '/cases/dueMs',
      `A case would expire (${expire}) before it is due (${durationInWords(cases.dueMs)}): make "due" shorter than "expire".`,
    )
  }
  if (cases.backupAfterMs > cases.expireMs) {
    fault(
      'cases-order',
      '/cases/backupAfterMs',
      `A case would expire (${expire}) before the backup gets it (${durationInWords(cases.backupAfterMs)}): make "backupAfter" shorter than "expire".`,
    )
  }
}

function checkLimits({ limits, model }: Manifest, fault: Report, warn: Report): void {
  const { atLimit } = limits
  const limited = limits.perDay ?? limits.perMonth
  if (atLimit !== undefined && limited === null) {
    fault(
      'limits-missing',
      '/limits/atLimit',
      `There is no limit of a day or a month to reach: set "perDay" or "perMonth", or leave "atLimit" out.`,
    )
  }
  if (
    atLimit?.kind === 'cheaper-model' &&
    atLimit.model.name === model.name &&
    atLimit.model.provider === model.provider
  ) {
    fault(
      'cheaper-model-same',
      '/limits/atLimit/model',
      `The cheaper model "${atLimit.model.name}" is the one that is called anyway: name another, or leave "atLimit" out.`,
    )
  }
  if (limited !== null && limits.perRun === null) {
    warn(
      'limits-no-run',
      limits.perDay === null ? '/limits/perMonth' : '/limits/perDay',
      'Without "perRun" nobody knows what a call may cost before the first one has ended: until then one call at a time is made, and the others wait or take the fallback. Set "perRun".',
    )
  }
  const set = (['perRun', 'perDay', 'perMonth'] as const).flatMap((name) => {
    const money = limits[name]
    return money === null ? [] : [{ name, money }]
  })
  set.forEach(({ name, money }, index) => {
    const before = set[index - 1]
    if (before === undefined) return
    if (before.money.currency !== money.currency) {
      fault(
        'currencies-differ',
        `/limits/${name}`,
        `Limits in different currencies can't be compared: "${before.name}" is in ${before.money.currency}, "${name}" in ${money.currency}. Use one.`,
      )
    } else if (compareAmounts(before.money, money) > 0) {
      fault(
        'limits-order',
        `/limits/${before.name}`,
        `"${before.name}" (${moneyInWords(before.money)}) is more than "${name}" (${moneyInWords(money)}) allows: lower the one or raise the other.`,
      )
    }
  })
}

/** Compares non-negative decimal texts of one currency without floats. */
function compareAmounts(a: Money, b: Money): number {
  const [aWhole = '', aPart = ''] = a.amount.split('.')
  const [bWhole = '', bPart = ''] = b.amount.split('.')
  const digits = Math.max(aPart.length, bPart.length)
  const difference = BigInt(aWhole + aPart.padEnd(digits, '0')) - BigInt(bWhole + bPart.padEnd(digits, '0'))
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

/** Keys that can't tell units apart, and keys from fields that may be missing. */
function checkKeys(manifest: Manifest, fault: Report, warn: Report): void {
  const keys = [
    { path: '/unitKey', source: manifest.unitKey, noun: 'unit key', effect: 'every unit would have the same key' },
    {
      path: '/dedupe/key',
      source: manifest.dedupe?.key ?? null,
      noun: 'dedupe key',
      effect: 'every unit would count as a duplicate of the first',
    },
    {
      path: '/data/subject',
      source: manifest.data.subject,
      noun: 'subject',
      effect: 'erasing one subject would erase all',
    },
  ]
  for (const { path, source, noun, effect } of keys) {
    if (source === null) continue
    if (!/\binput\b/.test(withoutTexts(source))) {
      fault(
        'constant-key',
        path,
        `The ${noun} "${source}" doesn't look at the input, so ${effect}: use a field, like "input.id".`,
      )
      continue
    }
    const optional = optionalFields(manifest, source)
    if (optional.length > 0) {
      warn(
        'optional-key',
        path,
        `The ${noun} uses ${optional.map((name) => `"input.${name}"`).join(', ')}, which the input need not have; a unit without it has no ${noun}. Name it under "required" in the input schema.`,
      )
    }
  }
}

/** The expression without its text literals, so that a word within quotes is no field. */
function withoutTexts(source: string): string {
  return source.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
}

function optionalFields({ input }: Manifest, source: string): string[] {
  const declared = declaredType(input, 'input')
  if (declared.kind !== 'object') return []
  const used = new Set<string>()
  for (const [, name] of withoutTexts(source).matchAll(/\binput\.(\w+)/g)) if (name !== undefined) used.add(name)
  return [...used].filter((name) => declared.shape.fields.get(name)?.required === false)
}

function checkData(manifest: Manifest, fault: Report): void {
  const { data } = manifest
  data.redact.forEach((pointer, index) => {
    const why = unmatched(pointer, manifest)
    if (why !== null) fault('redact-unmatched', `/data/redact/${index}`, why)
  })
}

/** Says why a redaction pointer can't match anything that the schemas declare, or null where it can. */
function unmatched(pointer: string, { input, output }: Manifest): string | null {
  const [side, ...steps] = pointer.slice(1).split('/').map(unescapeStep)
  if (side !== 'input' && side !== 'output') {
    return `"${pointer}" points to nothing: start with "/input/" or "/output/".`
  }
  let at: DeclaredType = declaredType(side === 'input' ? input : output, side)
  let reached = `/${side}`
  for (const step of steps) {
    if (at.kind === 'anything') return null
    if (at.kind === 'map') at = at.values
    else if (at.kind === 'list') {
      if (step !== '*' && !/^\d+$/.test(step)) {
        return `"${pointer}" matches nothing, so it would redact nothing: "${reached}" is a list. For every element write "${reached}/*/${step}".`
      }
      at = at.items
    } else if (at.kind === 'object') {
      const { fields } = at.shape
      // "*" is every field; what lies below differs from one to the next.
      if (fields.size === 0 || step === '*') return null
      const field = fields.get(step)
      if (field === undefined) {
        const near = closestName(step, fields.keys())
        const mend =
          near === null ? `known there: ${[...fields.keys()].join(', ')}` : `did you mean "${reached}/${near}"?`
        return `"${pointer}" matches nothing, so it would redact nothing: "${reached}" has no field "${step}" (${mend}).`
      }
      at = field.type
    } else {
      return `"${pointer}" matches nothing, so it would redact nothing: "${reached}" is a plain value. Name "${reached}" itself.`
    }
    reached += `/${step}`
  }
  return null
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
