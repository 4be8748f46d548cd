import { CLAIMED_CAUSES, MINIMUM_SAMPLE } from '@dayshift/core'
import type { Adoption, Claim } from '../../api/adoption.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { Pieces } from '../../components/sentence-line.tsx'
import { paths } from '../../paths.ts'
import { intervalWords, shareWords } from './adoption-words.ts'
import classes from './adoption.module.css'

const ON_RECORD = {
  for: { verdict: 'met', word: 'The record speaks for it' },
  against: { verdict: 'unmet', word: 'The record speaks against it' },
  unknown: { verdict: 'unknown', word: 'The record can’t tell' },
} as const

/** What people say why it isn't used, beside what is on record. */
export function Claims({ adoption }: { readonly adoption: Adoption }) {
  const { claims, lessons, accuracy } = adoption
  return (
    <>
      {claims.length === 0 ? (
        <p className="quiet">
          Nobody has said why it isn’t used. A claim is recorded with its name, and held against measured accuracy, the
          redesign of the work and the approved scope.
        </p>
      ) : (
        <ul className={classes.claims}>
          {claims.map((claim) => (
            <ClaimLine key={claim.id} claim={claim} />
          ))}
        </ul>
      )}
      <p className={classes.beside}>
        Measured accuracy of the AI:{' '}
        {accuracy.n === 0 ? (
          'unknown, no quality check and no outcome is there.'
        ) : accuracy.n < MINIMUM_SAMPLE ? (
          `not enough yet: ${accuracy.n} of ${MINIMUM_SAMPLE} quality checks and outcomes.`
        ) : (
          <>
            {shareWords(accuracy)} right{' '}
            <span className="quiet">
              {intervalWords(accuracy)}, n {accuracy.n}, from quality checks and outcomes
            </span>
          </>
        )}
      </p>
      {lessons.map(({ workflow, workflowName, at, words, sentence }) => (
        <p key={`${workflow} ${at}`} className={classes.beside}>
          <Pieces
            sentence={[
              'Learnt from ',
              { text: workflowName, href: paths.adoption(workflow) },
              `, where “${words}” was claimed: ${sentence}`,
            ]}
          />
        </p>
      ))}
    </>
  )
}

function ClaimLine({ claim }: { readonly claim: Claim }) {
  const { cause, words, by, at, verdict, sentence, inversion, whenClaimed } = claim
  const record = ON_RECORD[verdict]
  return (
    <li className={classes.claim}>
      <div>
        <div className={classes.claimWords}>“{words}”</div>
        <div className="quiet">
          {CLAIMED_CAUSES[cause].name}, says {by.name}, <When at={at} />
        </div>
      </div>
      <div>
        <VerdictMark verdict={record.verdict} word={record.word} size={16} />
        <div>{sentence}</div>
        {inversion && <div className={classes.inversion}>Blame inversion: look at the handoff first.</div>}
        {whenClaimed.verdict !== verdict && (
          <div className="quiet">When it was claimed: {ON_RECORD[whenClaimed.verdict].word.toLowerCase()}.</div>
        )}
      </div>
    </li>
  )
}
