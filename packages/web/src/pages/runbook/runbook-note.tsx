import { dateInWords } from '@dayshift/core'
import type { ReactNode } from 'react'
import type { Runbook, RunbookEntry, RunbookPage, RunbookSection } from '../../api/runbook.ts'
import { formatDate, listOf, shortHash } from '../../words/format.ts'
import classes from './runbook-note.module.css'

interface RunbookNoteProps {
  readonly page: RunbookPage
  readonly name: string
  /** The one that holds now. */
  readonly confirmation: Runbook['confirmation']
}

/** The page itself, as it is read and printed: whom to call first, then what a reader asks in its order. */
export function RunbookNote({ page, name, confirmation }: RunbookNoteProps) {
  const { sections, release } = page
  const duties = sections.find(({ id }) => id === 'duties')?.entries ?? []
  return (
    <article className={classes.note} aria-label={`Runbook of ${name}`}>
      <p className={classes.printed}>
        Runbook of {name}, release {release.name} ({shortHash(release.hash)}).{' '}
        {confirmation === null
          ? 'Not confirmed as it stands.'
          : `Confirmed on ${formatDate(new Date(confirmation.at))}, to be looked at again by ${dateInWords(confirmation.reviewBy)}.`}
      </p>
      <Names entries={duties} />
      <div className={classes.sections}>
        {[true, false].map((isLeft) => (
          <div key={String(isLeft)}>
            {sections
              .filter(({ id }) => LEFT.includes(id) === isLeft)
              .map((section) => (
                <SectionOf key={section.id} section={section} />
              ))}
          </div>
        ))}
      </div>
    </article>
  )
}

/** What it is and how it works; beside it, what to do. */
const LEFT: readonly RunbookSection['id'][] = ['purpose', 'normal', 'off-flow']

/** Whoever reads this in an incident needs a name first. */
const FIRST = [
  { duty: 'daily-care', title: 'Answers first' },
  { duty: 'backup', title: 'If not, the backup' },
  { duty: 'change-owner', title: 'The builder to call' },
  { duty: 'informs', title: 'Tells the rest' },
] as const

function Names({ entries }: { readonly entries: readonly RunbookEntry[] }) {
  return (
    <dl className={classes.names}>
      {FIRST.map(({ duty, title }) => {
        const people = entries.flatMap((entry) => (entry.kind === 'duty' && entry.duty === duty ? entry.people : []))
        return (
          <div key={duty} className={people.length === 1 ? classes.named : classes.hole}>
            <dt>{title}</dt>
            <dd>{people.length === 0 ? 'nobody' : listOf(people)}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function SectionOf({ section }: { readonly section: RunbookSection }) {
  return (
    <section className={`${classes.section} ${classes[section.id] ?? ''}`} aria-label={section.title}>
      <h2 className={classes.title}>{section.title}</h2>
      {grouped(section.entries).map(({ key, entries }) => (
        <Group key={key} entries={entries} />
      ))}
    </section>
  )
}

/** Entries of one kind that follow each other, as one list. */
function grouped(
  entries: readonly RunbookEntry[],
): readonly { readonly key: string; readonly entries: readonly RunbookEntry[] }[] {
  const groups: { key: string; entries: RunbookEntry[] }[] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last !== undefined && last.entries[0]?.kind === entry.kind) last.entries.push(entry)
    else groups.push({ key: `${entry.kind} ${groups.length}`, entries: [entry] })
  }
  return groups
}

function Group({ entries }: { readonly entries: readonly RunbookEntry[] }) {
  const [first] = entries
  if (first === undefined) return null
  if (first.kind === 'text') {
    return entries.map((entry) => (
      <p key={textOf(entry)} className={classes.text}>
        {textOf(entry)}
      </p>
    ))
  }
  if (first.kind === 'item') {
    return (
      <ul className={classes.items}>
        {entries.map((entry) => (
          <li key={textOf(entry)}>{textOf(entry)}</li>
        ))}
      </ul>
    )
  }
  return (
    <dl className={classes.terms}>
      {joined(entries).map(({ label, texts, key }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            {texts.map((text, index) => (
              // Texts of one term never move.
              // oxlint-disable-next-line react/no-array-index-key
              <div key={index}>{text}</div>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Terms of the same label as one, with a line for each. */
function joined(
  entries: readonly RunbookEntry[],
): readonly { readonly key: string; readonly label: string; readonly texts: readonly ReactNode[] }[] {
  const terms: { key: string; label: string; texts: ReactNode[] }[] = []
  for (const entry of entries) {
    const label = entry.kind === 'term' || entry.kind === 'duty' ? entry.label : ''
    const text = entry.kind === 'duty' ? <Duty entry={entry} /> : textOf(entry)
    const last = terms.at(-1)
    if (last?.label === label) last.texts.push(text)
    else terms.push({ key: `${label} ${terms.length}`, label, texts: [text] })
  }
  return terms
}

function Duty({ entry }: { readonly entry: Extract<RunbookEntry, { kind: 'duty' }> }) {
  const { people, problem, does } = entry
  return (
    <>
      {problem === null ? (
        <strong className={classes.person}>{listOf(people)}</strong>
      ) : (
        <span className={classes.nobody}>
          {problem === 'nobody' ? 'nobody' : `${listOf(people)}: one name is needed`}
        </span>
      )}{' '}
      <span className="quiet">{does}</span>
    </>
  )
}

function textOf(entry: RunbookEntry): string {
  return entry.kind === 'duty' ? listOf(entry.people) : entry.text
}
