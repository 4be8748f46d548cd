import { parseAuditMap } from '@dayshift/contract'
import {
  type AuditMap,
  auditReport,
  createRunPricing,
  DEFAULT_AUDIT_MAP,
  gatherAuditFacts,
  RUN_FIELDS,
  type AuditReport,
} from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { fieldsSaid } from '../imports/columns-said.ts'
import { readRunsFile } from '../imports/read-runs-file.ts'
import { createProgress } from '../progress.ts'
import { readPrices } from '../read-prices.ts'
import { readUtf8 } from '../read-utf8.ts'
import { showDiagnostics } from '../show-diagnostics.ts'
import { writeText } from '../write-text.ts'
import { auditAsHtml } from './audit-as-html.ts'
import { auditInWords } from './audit-in-words.ts'
import { readDecisions } from './read-decisions.ts'

export interface AuditFlags {
  readonly decisions?: string
  readonly map?: string
  readonly column?: readonly string[]
  readonly prices?: string
  readonly model?: string
  readonly html?: string
  readonly json?: true
}

/** Says what a file of runs proves, and what it can't. */
export async function printAudit(file: string, flags: AuditFlags): Promise<void> {
  const map = flags.map === undefined ? DEFAULT_AUDIT_MAP : readMap(flags.map)
  const report = await audit(file, map, flags)
  if (flags.html !== undefined) writeText(flags.html, auditAsHtml(file, report))
  if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`)
  else process.stdout.write(auditInWords(report))
  if (flags.html !== undefined && flags.json !== true) process.stdout.write(`\nWritten to ${flags.html}; it prints.\n`)
}

async function audit(file: string, map: AuditMap, flags: AuditFlags): Promise<AuditReport> {
  const pricing = createRunPricing(flags.prices === undefined ? null : readPrices(flags.prices), flags.model ?? null)
  const facts = gatherAuditFacts(map, pricing)
  const progress = createProgress('Reading')
  // By run: its unit, so that a decision on a run finds it.
  const known = new Map<string, string>()
  try {
    await readRunsFile(
      file,
      {
        run(run) {
          // The same run told again proves nothing more.
          if (run.id !== null && known.has(run.id)) return
          if (run.id !== null) known.set(run.id, run.unitKey ?? run.id)
          facts.addRun(run)
        },
        agentRun: facts.addAgentRun,
        reject: facts.reject,
      },
      { said: fieldsSaid(RUN_FIELDS, flags.column ?? []), onBytes: progress.show },
    )
    if (flags.decisions !== undefined) {
      await readDecisions(
        flags.decisions,
        map,
        ({ key, of, decision }) => facts.addDecision(of === 'run' ? (known.get(key) ?? key) : key, decision),
        progress.show,
      )
    }
  } finally {
    progress.clear()
  }
  return auditReport(facts.facts())
}

function readMap(file: string): AuditMap {
  const text = readUtf8(file, 'map')
  const { map, errors } = parseAuditMap(text)
  if (map !== null) return map
  const shown = showDiagnostics(file, text, { errors, warnings: [] }, process.stderr)
  throw new CliFailure('map-invalid', `${shown}\n"${file}" says not clearly what the logs mean: mend it first.`, {
    exitCode: 1,
  })
}
