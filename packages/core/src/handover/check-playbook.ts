import { closestName } from '../routing/rules/closest-name.ts'
import { paramFault } from './evaluators/evaluator.ts'
import { EVALUATORS, evaluatorNamed } from './evaluators/registry.ts'
import { CORE_DUTIES, type Criterion, type Playbook, STAGES } from './playbook.ts'

export interface PlaybookFault {
  readonly code: string
  /** JSON pointer into the playbook. */
  readonly path: string
  readonly message: string
}

/** What a well-formed playbook can still get wrong: names of nothing, things that come twice, stages out of order. */
export function checkPlaybook(playbook: Playbook): readonly PlaybookFault[] {
  const faults: PlaybookFault[] = []
  const fault = (code: string, path: string, message: string) => faults.push({ code, path, message })
  checkStages(playbook, fault)
  checkDuties(playbook, fault)
  checkDocuments(playbook, fault)
  checkReviews(playbook, fault)
  const criteria = playbook.stages.flatMap((stage, s) =>
    stage.criteria.map((criterion, c) => ({ id: criterion.id, criterion, path: `/stages/${s}/criteria/${c}` })),
  )
  checkTwice('criterion', criteria, fault)
  for (const { criterion, path } of criteria) checkCriterion(criterion, path, playbook, fault)
  return faults
}

type Report = (code: string, path: string, message: string) => void

function checkStages({ stages }: Playbook, fault: Report): void {
  const all = `All six, in this order: ${STAGES.join(', ')}.`
  const lacking = STAGES.filter((wanted) => !stages.some(({ id }) => id === wanted))
  for (const wanted of lacking) fault('stage-missing', '/stages', `The stage "${wanted}" is missing. ${all}`)
  if (lacking.length === 0) {
    stages.forEach(({ id }, index) => {
      const wanted = STAGES[index]
      const path = `/stages/${index}/id`
      if (wanted === undefined) fault('stage-order', path, `There are six stages, and "${id}" is one more: remove it.`)
      else if (id !== wanted)
        fault('stage-order', path, `Stage ${index + 1} must be "${wanted}"; "${id}" stands there. ${all}`)
    })
  }
  stages.forEach(({ id, weeks, criteria, rolloutAtMost }, index) => {
    if (weeks.to !== null && weeks.to < weeks.from) {
      fault(
        'weeks',
        `/stages/${index}/weeks`,
        `Stage "${id}" would end (week ${weeks.to}) before it begins (week ${weeks.from}).`,
      )
    }
    const before = stages[index - 1]
    if (before !== undefined && rolloutAtMost < before.rolloutAtMost) {
      fault(
        'rollout-falls',
        `/stages/${index}/rolloutAtMost`,
        `Stage "${id}" would allow less (${rolloutAtMost} %) than the stage before it (${before.rolloutAtMost} %).`,
      )
    }
    if (criteria.length === 0 && id !== 'operation') {
      fault(
        'no-criteria',
        `/stages/${index}/criteria`,
        `Nothing holds stage "${id}": it could be left at once. Give it a criterion.`,
      )
    }
  })
}

function checkDuties({ duties }: Playbook, fault: Report): void {
  checkTwice(
    'duty',
    duties.map(({ id }, index) => ({ id, path: `/duties/${index}` })),
    fault,
  )
  const ids = duties.map(({ id }) => id)
  for (const core of CORE_DUTIES) {
    if (!ids.includes(core))
      fault('core-duty', '/duties', `The duty "${core}" is missing: the product has to find a name for it.`)
  }
  duties.forEach(({ id, notWith, layer, vendorMayHold }, index) => {
    notWith.forEach((other, at) => {
      const path = `/duties/${index}/notWith/${at}`
      if (other === id) fault('not-with', path, `"${id}" can't have another holder than itself: remove it.`)
      else checkNamed('duty', other, ids, path, fault)
    })
    if (layer === 'performance' && vendorMayHold) {
      fault(
        'vendor-performance',
        `/duties/${index}/vendorMayHold`,
        `"${id}" belongs to the performance layer, which no vendor may hold: write false.`,
      )
    }
  })
}

function checkDocuments({ documents, duties }: Playbook, fault: Report): void {
  checkTwice(
    'document',
    documents.map(({ id }, index) => ({ id, path: `/documents/${index}` })),
    fault,
  )
  const ids = duties.map(({ id }) => id)
  documents.forEach(({ sections, signedBy, readBy }, index) => {
    checkTwice(
      'section',
      sections.map(({ id }, at) => ({ id, path: `/documents/${index}/sections/${at}` })),
      fault,
    )
    signedBy.forEach((duty, at) => checkNamed('duty', duty, ids, `/documents/${index}/signedBy/${at}`, fault))
    readBy.forEach((duty, at) => checkNamed('duty', duty, ids, `/documents/${index}/readBy/${at}`, fault))
  })
}

function checkReviews({ reviews, duties }: Playbook, fault: Report): void {
  checkTwice(
    'review',
    reviews.map(({ id }, index) => ({ id, path: `/reviews/${index}` })),
    fault,
  )
  const ids = duties.map(({ id }) => id)
  reviews.forEach((review, index) => {
    const path = `/reviews/${index}`
    review.attendedBy.forEach((duty, at) => checkNamed('duty', duty, ids, `${path}/attendedBy/${at}`, fault))
    checkTwice(
      'question',
      review.asks.map(({ id }, at) => ({ id, path: `${path}/asks/${at}` })),
      fault,
    )
    if (review.attendedBy.length === 0) {
      fault('review-nobody', `${path}/attendedBy`, `Nobody attends review "${review.id}": name at least one duty.`)
    }
    const { onDays, every } = review
    if (onDays.length > 0 === (every !== null) || (every !== null && every.weeks > 0 === every.months > 0)) {
      fault(
        'review-rhythm',
        path,
        `Review "${review.id}" must say one of "onDays", "every" so many "weeks", and "every" so many "months".`,
      )
      return
    }
    if (onDays.some((day, at) => day <= (onDays[at - 1] ?? 0))) {
      fault('review-rhythm', `${path}/onDays`, `The days of review "${review.id}" must come one after the other.`)
    }
    const apart = daysApart(review)
    if (review.heldWithinDays >= apart) {
      fault(
        'review-overlaps',
        `${path}/heldWithinDays`,
        `Review "${review.id}" could wait ${review.heldWithinDays} days while the next one comes after ${apart}: give it less.`,
      )
    }
  })
}

/** The fewest days from one of its kind to the next. */
function daysApart({ onDays, every }: Playbook['reviews'][number]): number {
  if (every !== null) return every.weeks > 0 ? every.weeks * 7 : every.months * 28
  return Math.min(...onDays.slice(1).map((day, at) => day - (onDays[at] ?? 0)), 366)
}

function checkCriterion(criterion: Criterion, path: string, { duties, documents }: Playbook, fault: Report): void {
  const dutyIds = duties.map(({ id }) => id)
  criterion.who.forEach((duty, at) => checkNamed('duty', duty, dutyIds, `${path}/who/${at}`, fault))
  const evaluator = evaluatorNamed(criterion.evaluator)
  if (evaluator === null) {
    const near = closestName(
      criterion.evaluator,
      EVALUATORS.map(({ name }) => name),
    )
    const mend = near === null ? '"dayshift playbook criteria" lists those that there are.' : `did you mean "${near}"?`
    fault('unknown-evaluator', `${path}/evaluator`, `There is no evaluator "${criterion.evaluator}": ${mend}`)
    return
  }
  const known = Object.keys(evaluator.params)
  for (const name of Object.keys(criterion.params)) {
    if (known.includes(name)) continue
    const near = closestName(name, known)
    const mend =
      near !== null
        ? `did you mean "${near}"?`
        : known.length === 0
          ? 'it has none; remove it.'
          : `it has: ${known.join(', ')}.`
    fault(
      'unknown-param',
      `${path}/params/${pointerStep(name)}`,
      `"${evaluator.name}" has no parameter "${name}": ${mend}`,
    )
  }
  for (const [name, param] of Object.entries(evaluator.params)) {
    const given = criterion.params[name]
    const wrong = paramFault(param, given)
    const at = given === undefined ? `${path}/params` : `${path}/params/${name}`
    if (wrong !== null) {
      fault(given === undefined ? 'missing' : 'param', at, `"${name}" of "${evaluator.name}" ${wrong}.`)
      continue
    }
    const value = given ?? param.default
    if (param.refers === null || typeof value !== 'object' || value === null) continue
    const ids = param.refers === 'duty' ? dutyIds : documents.map(({ id }) => id)
    value.forEach((id, index) =>
      checkNamed(param.refers ?? '', id, ids, given === undefined ? at : `${at}/${index}`, fault),
    )
    if (value.length === 0 && param.default === null) {
      fault('param', at, `"${name}" of "${evaluator.name}" must name at least one ${param.refers}.`)
    }
  }
}

function checkNamed(noun: string, id: string, ids: readonly string[], path: string, fault: Report): void {
  if (ids.includes(id)) return
  const near = closestName(id, ids)
  const mend =
    near !== null ? `did you mean "${near}"?` : ids.length === 0 ? `it has none.` : `it has: ${ids.join(', ')}.`
  fault(`unknown-${noun}`, path, `The playbook has no ${noun} "${id}": ${mend}`)
}

function checkTwice(
  noun: string,
  items: readonly { readonly id: string; readonly path: string }[],
  fault: Report,
): void {
  const seen = new Set<string>()
  for (const { id, path } of items) {
    if (seen.has(id))
      fault(
        `duplicate-${noun}`,
        `${path}/id`,
        `The ${noun} "${id}" is there twice: give each its own id, because verdicts and evidence go by it.`,
      )
    seen.add(id)
  }
}

function pointerStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
