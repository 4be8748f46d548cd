import { ACT_KINDS, EVALUATORS } from '@dayshift/core'
import type { Playbook } from '../../api/playbooks.ts'
import table from '../../components/table.module.css'
import { Section } from '../../components/page.tsx'
import { formatCount, formatNumber, listOf, NBSP } from '../../words/format.ts'
import classes from './stage-list.module.css'

type Stage = Playbook['stages'][number]
type Criterion = Stage['criteria'][number]

/** What each stage asks before it may be left: the criterion, how it is judged, whose it is. */
export function StageList({ playbook }: { readonly playbook: Playbook }) {
  return playbook.stages.map((stage) => (
    <Section key={stage.id} title={stage.name} note={noteOf(stage)}>
      <p className={classes.question}>{stage.question}</p>
      {stage.criteria.length === 0 ? (
        <p className="quiet">Nothing is asked here: it is the last stage.</p>
      ) : (
        <div className={table.scroll}>
          <table className={`${table.table} ${classes.table}`}>
            <thead>
              <tr>
                <th>What must hold</th>
                <th>How it is judged</th>
                <th>Who can make it true</th>
              </tr>
            </thead>
            <tbody>
              {stage.criteria.map((criterion) => (
                <tr key={criterion.id}>
                  <td className={classes.name}>
                    <span>{criterion.name}</span>
                    {criterion.gate === 'hard' && <span className={classes.hard}>Hard gate</span>}
                  </td>
                  <td className={classes.how}>
                    {says(criterion)}
                    <Params criterion={criterion} playbook={playbook} />
                  </td>
                  <td className={classes.who} data-label="Who">
                    {listOf(criterion.who.map((id) => nameIn(playbook.duties, id)))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  ))
}

/** The duties that have exactly one name, from which stage on, and the documents with who signs them. */
export function DutiesAndDocuments({ playbook }: { readonly playbook: Playbook }) {
  const { duties, documents, stages } = playbook
  return (
    <>
      <Section title="Duties" note="one name each">
        <div className={table.scroll}>
          <table className={`${table.table} ${classes.table}`}>
            <thead>
              <tr>
                <th>Duty</th>
                <th>What its holder does</th>
                <th>Needs a name</th>
              </tr>
            </thead>
            <tbody>
              {duties.map(({ id, name, does, requiredFrom, movesAtTransfer }) => (
                <tr key={id}>
                  <td className={classes.name}>{name}</td>
                  <td className={classes.how}>
                    {does}
                    {movesAtTransfer && <span className={classes.params}>Goes to the receiver at the transfer</span>}
                  </td>
                  <td className={classes.who}>
                    {requiredFrom === null ? 'Optional' : `From ${nameIn(stages, requiredFrom).toLowerCase()} on`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      {documents.length > 0 && (
        <Section title="Documents" note="signed over the words that stand there">
          <div className={table.scroll}>
            <table className={`${table.table} ${classes.table}`}>
              <thead>
                <tr>
                  <th>Document</th>
                  <th>What it is for</th>
                  <th>Signed by</th>
                </tr>
              </thead>
              <tbody>
                {documents.map(({ id, name, purpose, sections, signedBy }) => (
                  <tr key={id}>
                    <td className={classes.name}>{name}</td>
                    <td className={classes.how}>
                      {purpose}
                      <span className={classes.params}>{sections.map((section) => section.name).join(' · ')}</span>
                    </td>
                    <td className={classes.who}>
                      {signedBy.length === 0 ? 'Nobody' : listOf(signedBy.map((duty) => nameIn(duties, duty)))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
    </>
  )
}

function noteOf({ weeks, rolloutAtMost }: Stage): string {
  const window =
    weeks.to === null
      ? `from week ${weeks.from} on`
      : weeks.to === weeks.from
        ? `week ${weeks.from}`
        : `weeks ${weeks.from} to ${weeks.to}`
  const share =
    rolloutAtMost === 0
      ? 'the AI sees no unit yet'
      : `the AI may see ${formatNumber(rolloutAtMost)}${NBSP}% of the units at most`
  return `${window}, ${share}`
}

function says({ evaluator }: Criterion): string {
  return EVALUATORS.find(({ name }) => name === evaluator)?.says ?? `By “${evaluator}”.`
}

/** The parameters that differ from what holds without them, in the evaluator's own words. */
function Params({
  criterion: { evaluator, params },
  playbook,
}: {
  readonly criterion: Criterion
  readonly playbook: Playbook
}) {
  const known = EVALUATORS.find(({ name }) => name === evaluator)?.params ?? {}
  // In the evaluator's order: a database keeps keys in its own.
  const names = [
    ...Object.keys(known).filter((name) => name in params),
    ...Object.keys(params).filter((name) => !(name in known)),
  ]
  const said = names.map((name) => {
    const value = params[name] ?? ''
    const means = (known[name]?.means ?? name).replace(/[.;:].*$/s, '')
    return `${means}: ${inWords(value, known[name]?.refers ?? null, playbook)}`
  })
  return said.length === 0 ? null : <span className={classes.params}>{said.join(' · ')}</span>
}

function inWords(
  value: Criterion['params'][string],
  refers: 'document' | 'duty' | null,
  { duties, documents }: Playbook,
): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string') return value.replaceAll('-', ' ')
  const things = refers === 'duty' ? duties : refers === 'document' ? documents : []
  return value.map((id) => (refers === null ? wordsOf(id) : nameIn(things, id))).join(', ')
}

function wordsOf(id: string): string {
  return (
    Object.entries(ACT_KINDS)
      .find(([kind]) => kind === id)?.[1]
      .name.toLowerCase() ?? id.replaceAll('-', ' ')
  )
}

function nameIn(things: readonly { readonly id: string; readonly name: string }[], id: string): string {
  return things.find((thing) => thing.id === id)?.name ?? id
}

export function sizeOf({
  criteria,
  duties,
  documents,
}: {
  criteria: number
  duties: number
  documents: number
}): string {
  return `${formatCount(criteria, 'criterion', 'criteria')}, ${formatCount(duties, 'duty', 'duties')}, ${formatCount(documents, 'document')}`
}
