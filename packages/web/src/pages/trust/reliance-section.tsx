import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { personRelianceQuery, type RelianceFigures, type TrustPage } from '../../api/trust.ts'
import { Empty } from '../../components/empty.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber, humanise } from '../../words/format.ts'
import classes from './reliance.module.css'
import { intervalOf, percent } from './trust-words.ts'

type Counted = RelianceFigures['rair']

interface RelianceSectionProps {
  readonly trust: TrustPage
  readonly onSet: () => void
}

/** What units in which people answered first tell of how they rely on the AI. */
export function RelianceSection({ trust, onSet }: RelianceSectionProps) {
  const { share, figures, people, least, maySet, teams, hiddenTeams, mine, persons } = trust.reliance
  const who = maySet.map(({ name }) => name).join(' or ')
  const isOn = share !== null && share.percent > 0
  return (
    <Section
      title="How people rely on it"
      note={
        figures === null || figures.n === 0
          ? undefined
          : `${formatCount(figures.n, 'unit')} answered first by ${formatCount(people, 'person', 'people')}, last 180 days`
      }
      actions={
        <Button variant="default" size="xs" onClick={onSet}>
          Set who answers first
        </Button>
      }
    >
      {figures === null ? (
        <p className={classes['said']}>
          {people === 0
            ? 'Nobody has answered first yet.'
            : 'One person alone has answered first so far, so that the figures are about her. She sees them, and whoever the workspace allows.'}
        </p>
      ) : figures.n === 0 ? (
        <Empty title={isOn ? 'Nobody has answered first yet' : 'Nobody is asked before they see the answer'}>
          {isOn
            ? 'In the inbox some cases ask for your own answer before they show the AI’s. What people say and decide there is counted here.'
            : 'Agreement alone doesn’t tell whether people think along. Let them answer a few units before they see the AI’s answer: then it is seen who was right, and whether they follow it when they should.'}
        </Empty>
      ) : (
        <>
          {figures.sentences.map((sentence) => (
            <p key={sentence} className={classes['said']}>
              {sentence}
            </p>
          ))}
          <Accuracy figures={figures} least={least} />
          <Figures figures={figures} least={least} />
        </>
      )}
      <p className={classes['quiet']}>
        {isOn
          ? `In ${percentOf(share.percent)} of the units that come before a person she answers ${share.field === '' ? 'first' : `“${humanise(share.field)}” first`}, as ${share.by.name} set. `
          : ''}
        {who === '' ? 'Nobody may set that: fill the duties first.' : `${who} may set it.`}
      </p>
      {teams.length > 0 && <Teams teams={teams} least={least} />}
      {hiddenTeams !== null && <p className={classes['quiet']}>{hiddenTeams}</p>}
      {mine !== null && people > 1 && (
        <details className={classes['more']}>
          <summary>Your own figures, for you{persons.length === 0 ? ' alone' : ''}</summary>
          <Figures figures={mine} least={least} />
        </details>
      )}
      <Practice practised={trust.reliance.practised} slug={trust.workflow.slug} least={least} />
      {persons.length > 0 && <OnePerson slug={trust.workflow.slug} persons={persons} least={least} />}
    </Section>
  )
}

/** The person alone, both together, the AI alone: each with its interval. */
function Accuracy({ figures: { accuracy }, least }: { readonly figures: RelianceFigures; readonly least: number }) {
  const rows = [
    ['The person alone', accuracy.before],
    ['Both together', accuracy.after],
    ['The AI alone', accuracy.ai],
  ] as const
  if (accuracy.after.n < least) {
    return (
      <p className={classes['quiet']}>
        Who is right more often isn’t known yet: of {formatNumber(accuracy.after.n)} of these units it is told what was
        right, {least} are needed. Send it with the outcomes, as “answer”.
      </p>
    )
  }
  return (
    <figure className={classes['figure']}>
      <div className={classes['bars']} role="list" aria-label="Right answers">
        {rows.map(([name, { k, n, interval }]) => (
          <div key={name} className={classes['row']} role="listitem">
            <span className={classes['name']}>{name}</span>
            <span className={classes['track']} aria-hidden>
              {interval !== null && (
                <span
                  className={classes['interval']}
                  style={{ left: `${interval.low * 100}%`, width: `${(interval.high - interval.low) * 100}%` }}
                />
              )}
              <span
                className={classes['dot']}
                data-together={name === 'Both together' || undefined}
                style={{ left: `${(k / n) * 100}%` }}
              />
            </span>
            <span className={classes['value']}>
              {percent(k / n)}{' '}
              <span className={classes['quiet']}>
                {formatNumber(k)} of {formatNumber(n)}
              </span>
            </span>
          </div>
        ))}
      </div>
      <figcaption className={classes['quiet']}>
        Right answers where it is known what was right, with 95 % intervals on a scale of 0 to 100 %.
      </figcaption>
    </figure>
  )
}

function Figures({ figures, least }: { readonly figures: RelianceFigures; readonly least: number }) {
  const { switched, rair, rsr, agreement, weight, n } = figures
  return (
    <div className={table['scroll']} role="region" aria-label="How people rely on it, table" tabIndex={0}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Of these</th>
            <th scope="col">Share</th>
            <th scope="col" className={table['number']}>
              Units
            </th>
          </tr>
        </thead>
        <tbody>
          <Row name="Went over to the AI, where the two differed" counted={switched} least={least} />
          <Row name="Took the AI’s, where it was right and the own wrong (RAIR)" counted={rair} least={least} />
          <Row name="Kept the own, where it was right and the AI’s wrong (RSR)" counted={rsr} least={least} />
          <tr>
            <td>Agreement with the AI beyond chance (Cohen’s κ)</td>
            <td>{n < least || agreement === null ? <NotYet n={n} least={least} /> : agreement.toFixed(2)}</td>
            <td className={table['number']}>{formatNumber(n)}</td>
          </tr>
          {weight !== null && (
            <tr>
              <td>How far numbers went to the AI’s (weight of advice)</td>
              <td>{weight.n < least ? <NotYet n={weight.n} least={least} /> : weight.mean.toFixed(2)}</td>
              <td className={table['number']}>{formatNumber(weight.n)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function Row({ name, counted, least }: { readonly name: string; readonly counted: Counted; readonly least: number }) {
  return (
    <tr>
      <td>{name}</td>
      <td>
        <Share counted={counted} least={least} />
      </td>
      <td className={table['number']}>
        {formatNumber(counted.k)} of {formatNumber(counted.n)}
      </td>
    </tr>
  )
}

function Share({ counted, least }: { readonly counted: Counted; readonly least: number }) {
  if (counted.interval === null) return <NotYet n={counted.n} least={least} />
  return (
    <>
      {percent(counted.k / counted.n)} <span className={classes['quiet']}>{intervalOf(counted)}</span>
    </>
  )
}

function NotYet({ n, least }: { readonly n: number; readonly least: number }) {
  return (
    <span className={classes['quiet']}>
      {n >= least ? 'chance explains all of it' : `not enough yet: ${String(n)} of ${String(least)}`}
    </span>
  )
}

function Teams({ teams, least }: { readonly teams: TrustPage['reliance']['teams']; readonly least: number }) {
  return (
    <div className={table['scroll']} role="region" aria-label="By team, table" tabIndex={0}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Team</th>
            <th scope="col">Took it when right (RAIR)</th>
            <th scope="col">Kept the own when it was wrong (RSR)</th>
            <th scope="col" className={table['number']}>
              Units
            </th>
            <th scope="col" className={table['number']}>
              People
            </th>
          </tr>
        </thead>
        <tbody>
          {teams.map(({ team, people, figures }) => (
            <tr key={team}>
              <td>{team}</td>
              <td>
                <Share counted={figures.rair} least={least} />
              </td>
              <td>
                <Share counted={figures.rsr} least={least} />
              </td>
              <td className={table['number']}>{formatNumber(figures.n)}</td>
              <td className={table['number']}>{formatNumber(people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Practised = TrustPage['reliance']['practised']

/** What people did with outputs of which it was known whether they are right, and where to practise. */
function Practice({
  practised,
  slug,
  least,
}: {
  readonly practised: Practised
  readonly slug: string
  readonly least: number
}) {
  const { people, figures, sentence, teams, hiddenTeams, mine } = practised
  return (
    <div className={classes['more']}>
      <h3 className={classes['subtitle']}>In practice, with errors planted</h3>
      {figures === null ? (
        <p className={classes['said']}>
          One person alone has practised so far, so that the figures are about her. She sees them, and whoever the
          workspace allows.
        </p>
      ) : (
        <p className={classes['said']}>
          {sentence}{' '}
          {people > 0 && (
            <span className={classes['quiet']}>{formatCount(people, 'person', 'people')}, last 180 days.</span>
          )}
        </p>
      )}
      {figures !== null && people > 0 && (
        <PractisedTable
          rows={[{ name: 'All', ...figures }, ...teams.map((of) => ({ name: of.team, ...of }))]}
          least={least}
        />
      )}
      {hiddenTeams !== null && <p className={classes['quiet']}>{hiddenTeams}</p>}
      {mine !== null && people > 1 && (
        <p className={classes['quiet']}>
          You, for you alone: {formatNumber(mine.planted.k)} of {formatNumber(mine.planted.n)} wrong ones let through,{' '}
          {formatNumber(mine.sound.k)} of {formatNumber(mine.sound.n)} right ones set aside.
        </p>
      )}
      <p className={classes['quiet']}>
        Once is no training: quizzes come back on Today.{' '}
        <To href={paths.drills(slug, { begin: 'quiz' })}>Take one now</To>
      </p>
    </div>
  )
}

interface PractisedRow {
  readonly name: string
  readonly planted: Counted
  readonly sound: Counted
}

function PractisedTable({ rows, least }: { readonly rows: readonly PractisedRow[]; readonly least: number }) {
  return (
    <div className={table['scroll']} role="region" aria-label="In practice, table" tabIndex={0}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Wrong ones let through</th>
            <th scope="col">Right ones set aside</th>
            <th scope="col" className={table['number']}>
              Asked
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, planted, sound }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>
                <Share counted={planted} least={least} />
              </td>
              <td>
                <Share counted={sound} least={least} />
              </td>
              <td className={table['number']}>{formatNumber(planted.n + sound.n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface OnePersonProps {
  readonly slug: string
  readonly persons: TrustPage['reliance']['persons']
  readonly least: number
}

/** The figures of one person at a time: persons are never ranked. */
function OnePerson({ slug, persons, least }: OnePersonProps) {
  const [person, setPerson] = useState<string | null>(null)
  const { data, error } = useQuery({ ...personRelianceQuery(slug, person ?? ''), enabled: person !== null })
  return (
    <div className={classes['more']}>
      <Select
        label="Look at one person"
        description="The workspace allows you to. To help, never to rank."
        placeholder="Choose a person"
        data={persons.map(({ id, name }) => ({ value: id, label: name }))}
        value={person}
        onChange={setPerson}
        clearable
        maw={320}
      />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && person !== null && <Figures figures={data.figures} least={least} />}
    </div>
  )
}

function percentOf(value: number): string {
  return `${String(value)} %`
}
