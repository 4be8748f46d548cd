import type { AuditReport as WireReport, DeliveryDefinition } from '@dayshift/contract'
import type { AuditReport, Proven } from '@dayshift/core'

/** As it goes over the wire: what the report of a file prints, without what speaks of several workflows in one file. */
export function wireReport(
  { proven, unknowable, consistency, answers, definition, ...report }: AuditReport,
  delivery: DeliveryDefinition,
): WireReport {
  return {
    ...report,
    proven: wireProven(proven),
    unknowable: unknowable.map(({ log, ...each }) => ({ ...each, log: [...log] })),
    consistency: { ...consistency, passAtAll: [...consistency.passAtAll] },
    answers: answers.map(({ findings, next, ...answer }) => ({ ...answer, findings: [...findings], next: [...next] })),
    definition: { ...delivery, parts: [...definition.parts] },
  }
}

function wireProven(proven: Proven): WireReport['proven'] {
  const { from, to, failed, right, influenced, decisions, calls, tokens, costs, unpriced, models, releases } = proven
  return {
    from,
    to,
    failed,
    right,
    influenced,
    calls,
    tokens,
    unpriced,
    releases,
    decisions: decisions === null ? null : { ...decisions },
    costs: [...costs],
    models: [...models],
    scores: [...proven.scores],
  }
}
