import { createHash } from 'node:crypto'
import { routingReport, trainClassifier, type Prediction, type RoutingReport } from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { percent } from './percent.ts'
import { cellsOf, readCsv, type Table } from '../read-csv.ts'

export interface RoutingFlags {
  readonly label: string
  readonly text?: string
  readonly prediction?: string
  readonly confidence?: string
  readonly outside: readonly string[]
  readonly split?: string
  readonly errors: number
  readonly json?: true
}

/** Where a row belongs: what is learned from, what the threshold is chosen on, what is reported on. */
const PARTS = ['train', 'validation', 'test'] as const
type Part = (typeof PARTS)[number]

export function printRouting(file: string, flags: RoutingFlags): void {
  const table = readCsv(file)
  const outside = new Set(flags.outside)
  const { parts, predictions } = predictionsOf(table, flags, outside)
  const of = (part: Part) => predictions.filter((_, row) => parts[row] === part)
  const [validation, test] = [of('validation'), of('test')]
  for (const [name, rows] of Object.entries({ validation, test }))
    if (rows.length === 0) throw refuse(file, `no row is for ${name}`)
  const budget = { errors: flags.errors, confidence: 0.95 }
  const report = routingReport({ validation, test, outside, budget })
  process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : inWords(report))
}

function predictionsOf(
  table: Table,
  flags: RoutingFlags,
  outside: ReadonlySet<string>,
): { readonly parts: readonly (Part | null)[]; readonly predictions: readonly Prediction[] } {
  const truths = cellsOf(table, flags.label)
  if (flags.prediction !== undefined && flags.confidence !== undefined) {
    const told = cellsOf(table, flags.prediction)
    const confidences = cellsOf(table, flags.confidence).map((cell, row) =>
      numberIn(table, flags.confidence, cell, row),
    )
    const parts = partsOf(table, flags.split, truths, told, 0)
    return {
      parts,
      predictions: truths.map((truth, row) => {
        const predicted = (told[row] ?? '').trim()
        return { truth, predicted: predicted === '' ? null : predicted, confidence: confidences[row] ?? 0 }
      }),
    }
  }
  if (flags.text === undefined || flags.prediction !== undefined || flags.confidence !== undefined) {
    throw new CliFailure(
      'usage',
      'Say where the answers come from: --text COLUMN to learn from the texts, or --prediction COLUMN and --confidence COLUMN of a model that you have.',
    )
  }
  const texts = cellsOf(table, flags.text)
  const parts = partsOf(table, flags.split, truths, texts, 0.6)
  const training = new Map<string, string[]>()
  for (const [row, label] of truths.entries()) {
    if (parts[row] !== 'train' || outside.has(label)) continue
    const list = training.get(label)
    if (list === undefined) training.set(label, [texts[row] ?? ''])
    else list.push(texts[row] ?? '')
  }
  if (training.size < 2)
    throw refuse(table.file, `the rows to learn from name ${training.size} labels, and 2 are needed`)
  const classifier = trainClassifier(Object.fromEntries(training))
  return {
    parts,
    predictions: texts.map((text, row) => {
      const found = parts[row] === 'train' ? null : classifier.classify(text)
      return { truth: truths[row] ?? '', predicted: found?.label ?? null, confidence: found?.confidence ?? 0 }
    }),
  }
}

/** By the column that says it, else by a hash of the row: the order of the rows plays no part. */
function partsOf(
  table: Table,
  column: string | undefined,
  truths: readonly string[],
  told: readonly string[],
  train: number,
): readonly (Part | null)[] {
  if (column === undefined) {
    return truths.map((truth, row) => {
      const draw =
        createHash('sha256')
          .update(JSON.stringify([truth, told[row]]))
          .digest()
          .readUInt32BE() /
        2 ** 32
      if (draw < train) return 'train'
      return draw < train + (1 - train) / 2 ? 'validation' : 'test'
    })
  }
  return cellsOf(table, column).map((cell, row) => {
    const name = cell.trim() === 'val' ? 'validation' : cell.trim()
    const part = PARTS.find((each) => each === name)
    if (part !== undefined) return part
    if (name === '') return null
    throw refuse(
      table.file,
      `"${name}" in the column "${column}", row ${row + 1}, is none of ${PARTS.join(', ')} (or empty: left out)`,
    )
  })
}

function numberIn(table: Table, column: string | undefined, cell: string, row: number): number {
  const value = cell.trim() === '' ? Number.NaN : Number(cell)
  if (Number.isFinite(value)) return value
  throw refuse(table.file, `"${cell}" in the column "${column}", row ${row + 1}, is no number`)
}

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('table-refused', `Cannot use the table "${file}": ${why}.`)
}

const WIDTH = 40

function inWords({ validation, test, inScope, curve, atCoverage, routed, budget, notes }: RoutingReport): string {
  const lines = [
    `${test} units, the threshold chosen on ${validation} others`,
    '',
    `Right whatever the confidence  ${percent(inScope)}`,
    '',
    'Accuracy of the automatic part, by how much is automatic',
    ...curve.flatMap(({ coverage, accuracy }) => {
      const share = accuracy.n === 0 ? 0 : accuracy.k / accuracy.n
      return Math.round(coverage * 100) % 10 === 0
        ? [`${String(Math.round(coverage * 100)).padStart(5)} %  ${bar(share)}  ${(100 * share).toFixed(1)} %`]
        : []
    }),
    '',
    ...atCoverage.map(
      ({ coverage, threshold, accuracy }) =>
        `At ${Math.round(100 * coverage)} %  from a confidence of ${threshold.toFixed(4)} on: right ${percent(accuracy)}`,
    ),
    '',
    ...(routed === null
      ? []
      : [
          `With at most ${(100 * budget.errors).toFixed(1)} % errors (sure to ${100 * budget.confidence} %): from a confidence of ${routed.threshold.toFixed(4)} on`,
          `  automatic     ${percent(routed.automatic)}`,
          `  to review     ${percent(routed.review)}`,
          `  errors        ${percent(routed.errors)}`,
          ...(routed.outsideToPerson === null
            ? []
            : [`  to a person   ${percent(routed.outsideToPerson)} of those that must go there`]),
          '',
        ]),
    ...notes,
  ]
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}

function bar(share: number): string {
  const full = Math.round(share * WIDTH)
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
}
