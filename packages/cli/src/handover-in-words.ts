import type { HandoverStatus } from '@dayshift/contract'

type Criterion = HandoverStatus['stages'][number]['criteria'][number]

/** What programs read of a handover: the criteria of the present stage, names for people. */
export function handoverReport(status: HandoverStatus) {
  return {
    stage: status.stage,
    criteria: presentCriteria(status).map(({ id, verdict, missing, who }) => ({
      id,
      verdict,
      missing,
      who: who.map(({ duty, person }) => ({ duty, person: person?.name ?? null })),
    })),
    duties: status.duties.map(({ duty, person, problem }) => ({ duty, person: person?.name ?? null, problem })),
    deployed: status.deployed.verdict,
    adopted: status.adopted.verdict,
  }
}

/** The same for a reader: what holds it first, then holes among the duties, then deployed and adopted. */
export function handoverInWords(status: HandoverStatus): string {
  const { workflow, stage, state, stopped, playbook, duties, deployed, adopted, limbo } = status
  const criteria = presentCriteria(status)
  const open = criteria.filter(({ verdict, waiver }) => verdict !== 'met' && waiver === null)
  const head =
    state === 'going'
      ? `"${workflow.name}" is in ${stage} (playbook ${playbook.id}): ${open.length} of ${criteria.length} criteria open.`
      : `"${workflow.name}" is ${state === 'retired' ? 'retired' : `on hold in ${stage}`}: ${stopped?.reason ?? ''}`
  const problems = duties.filter(({ problem }) => problem !== null)
  return [
    head,
    ...(limbo === null ? [] : [limbo.sentence]),
    '',
    ...criteria.map(criterionLine),
    ...(problems.length === 0 ? [] : ['', 'Duties:', ...problems.map(({ problem }) => `  ${problem ?? ''}`)]),
    '',
    `Deployed: ${deployed.verdict}. ${deployed.sentence}`,
    `Adopted: ${adopted.verdict}. ${adopted.sentence}`,
  ].join('\n')
}

function presentCriteria({ stages, stage }: HandoverStatus): readonly Criterion[] {
  return stages.find(({ id }) => id === stage)?.criteria ?? []
}

function criterionLine({ name, verdict, missing, who, waiver, sentence }: Criterion): string {
  if (verdict === 'met') return `  met      ${name}`
  if (waiver !== null)
    return `  waived   ${name} (by ${waiver.by} until ${waiver.expiresAt.slice(0, 10)}: ${waiver.reason})`
  const holders = [...new Set(who.map(({ person, dutyName }) => person?.name ?? `nobody (${dutyName})`))].join(', ')
  return [
    `  ${verdict.padEnd(8)} ${name}: ${sentence}`,
    ...missing.map((act) => `           ${act} [${holders}]`),
  ].join('\n')
}
