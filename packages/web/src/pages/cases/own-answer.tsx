import { answeredPart, answerText, type Json, withAnswer } from '@dayshift/core'
import { Button } from '@mantine/core'
import type { CaseDetail } from '../../api/cases.ts'
import { problemOf } from '../../api/problem.ts'
import { Fields } from '../../components/fields.tsx'
import { ValueForm } from '../../components/value-form.tsx'
import { When } from '../../components/when.tsx'
import { labelOf, propertiesOf } from '../../words/fields.ts'
import { ActForm } from './act-forms.tsx'
import classes from './own-answer.module.css'
import { useKept } from './use-kept.ts'

interface OwnAnswerFormProps {
  readonly detail: CaseDetail
  readonly field: string
  readonly busy: boolean
  readonly blocked: boolean
  readonly error: unknown
  /** What the answer starts from. */
  readonly blank: unknown
  readonly onSend: (answer: unknown) => void
}

/** Asks for the reader's own answer; the AI's is shown after it. */
export function OwnAnswerForm({ detail, field, busy, blocked, error, blank, onSend }: OwnAnswerFormProps) {
  const { case: item, outputSchema } = detail
  const [value, keep] = useKept<unknown>(`${item.id} own`, blank)
  const answer = answeredPart(value as Json, field) // typed into a form of JSON
  const isEmpty = answer === undefined || answer === ''
  const faults = problemOf(error).errors.map(({ path, message }) => ({
    path: path.replace(/^\/answer/, field === '' ? '' : `/${field}`),
    message,
  }))
  return (
    <ActForm
      title="Your own answer"
      effect="It stands once it is given. Then you see what the AI says, and decide."
      inPane
      submit="Give my answer"
      busy={busy}
      disabled={blocked || isEmpty}
      error={faults.length > 0 ? null : error}
      onSubmit={() => onSend(answer)}
      onClose={null}
    >
      <p className={classes['asked']}>
        In some units you answer before the AI’s answer is shown. From these it is seen how people rely on it, and who
        was right.
      </p>
      <ValueForm
        value={value}
        schema={outputSchema}
        faults={faults}
        only={field === '' ? null : field}
        onChange={keep}
      />
    </ActForm>
  )
}

interface SaidBeforeProps {
  readonly detail: CaseDetail
  readonly onKeepMine: ((output: unknown) => void) | null
}

/** What the reader said before she saw the output, and whether the AI says the same. */
export function SaidBefore({ detail, onKeepMine }: SaidBeforeProps) {
  const { ownAnswer, contents, outputSchema } = detail
  if (ownAnswer === undefined || ownAnswer.answeredAt === null) return null
  const { answer, field, answeredAt } = ownAnswer
  const output = contents.output as Json // as it came over the wire
  const said = answer as Json | undefined // as it came over the wire
  const isSame = said !== undefined && same(answeredPart(output, field), said)
  const name = field === '' ? null : labelOf(field, propertiesOf(outputSchema)[field])
  return (
    <div className={classes['said']} role="group" aria-label="What you said before">
      <div className={classes['saidHead']}>
        <strong>{isSame ? 'You said the same.' : 'You said something else.'}</strong>{' '}
        <span className="quiet">
          <When at={answeredAt} />
        </span>
      </div>
      {said === undefined ? (
        <p className="quiet">Your answer was erased.</p>
      ) : (
        !isSame && (
          <>
            <Fields
              value={field === '' ? said : { [field]: said }}
              schema={
                name === null ? outputSchema : { properties: { [field]: propertiesOf(outputSchema)[field] ?? {} } }
              }
            />
            {onKeepMine !== null && (
              <Button size="xs" variant="default" onClick={() => onKeepMine(withAnswer(output, field, said))}>
                Edit it to my answer
              </Button>
            )}
          </>
        )
      )}
    </div>
  )
}

function same(a: Json | undefined, b: Json): boolean {
  return a !== undefined && answerText(a) === answerText(b)
}
