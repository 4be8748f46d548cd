import { parseMap } from '@dayshift/contract'
import {
  adoptionReport,
  type AdoptionReport,
  CellFault,
  columnsOf,
  type DecisionMap,
  OUTCOMES,
  type Outcome,
  readDecisions,
} from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { cellsOf, readCsv } from '../read-csv.ts'
import { readUtf8 } from '../read-utf8.ts'
import { percent } from './percent.ts'
import { showDiagnostics } from '../show-diagnostics.ts'

export function printAdoptionReport(file: string, mapFile: string, as: 'json' | 'words'): void {
  const report = reportOf(file, mapFile)
  process.stdout.write(as === 'json' ? `${JSON.stringify(report)}\n` : inWords(report))
}

function reportOf(file: string, mapFile: string): AdoptionReport {
  const map = readMap(mapFile)
  const table = readCsv(file)
  // Says which columns there are where one is missing.
  const cells = new Map(columnsOf(map).map((column) => [column, cellsOf(table, column)]))
  try {
    return adoptionReport(readDecisions(cells, table.rows, map), map)
  } catch (cause) {
    if (!(cause instanceof CellFault)) throw cause
    throw new CliFailure('table-refused', `Cannot use the table "${file}": ${cause.message}.`, { cause })
  }
}

function readMap(file: string): DecisionMap {
  const text = readUtf8(file, 'map')
  const { map, errors } = parseMap(text)
  if (map !== null) return map
  const shown = showDiagnostics(file, text, { errors, warnings: [] }, process.stderr)
  throw new CliFailure('map-invalid', `${shown}\n"${file}" says not clearly what the columns mean: mend it first.`, {
    exitCode: 1,
  })
}

function inWords({
  units,
  people,
  funnel,
  influence,
  correct,
  rair,
  rsr,
  calibration,
  attribution,
  ...more
}: AdoptionReport) {
  const { toInform, offered, actedOn, kept, right } = funnel
  const lines = [
    `${units} decisions of ${people} people`,
    '',
    `Influence      ${percent(influence)}: decided as the AI said`,
    `Funnel         ${toInform} to inform > ${offered} offered > ${actedOn} acted on > ${kept} kept > ${right} right`,
    `Accuracy       alone ${percent(correct.before)}; with the AI ${percent(correct.after)}; the AI alone ${percent(correct.ai)}`,
    `Disagreements  ${more.disagreements}, of which ${more.switched} were decided as the AI said`,
    `RAIR           ${percent(rair)}: switched where the own answer was wrong and the AI right`,
    `RSR            ${percent(rsr)}: stayed where the own answer was right and the AI wrong`,
    '',
    ...(['before', 'after', 'ai'] as const).flatMap((who) => {
      const told = calibration[who]
      return told === null
        ? []
        : [`Calibration, ${CALIBRATED[who]}  ECE ${told.ece.toFixed(4)}, Brier ${told.brier.toFixed(4)}, n ${told.n}`]
    }),
    '',
    ...(Object.keys(OUTCOMES) as Outcome[]) // its own keys
      .filter((outcome) => attribution.outcomes[outcome] > 0)
      .map((outcome) => `${String(attribution.outcomes[outcome]).padStart(7)}  ${OUTCOMES[outcome].name}`),
    '',
    ...more.notes,
  ]
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}

const CALIBRATED = { before: 'person before', after: 'person after ', ai: 'the AI       ' } as const
