import type { PracticeAct } from '@dayshift/core'
import { Select, Textarea } from '@mantine/core'
import type { PracticeAnswerRequest, PracticeReport, PracticeTask } from '../../api/drills.ts'
import { ValueForm } from '../../components/value-form.tsx'
import { mainTextKey } from '../../words/fields.ts'
import { ActForm } from '../cases/act-forms.tsx'
import { useKept } from '../cases/use-kept.ts'
import { ACT_NAMES } from './drill-words.ts'

interface AnswerFormProps {
  readonly act: Exclude<PracticeAct, 'accept'>
  /** Under which what was typed is kept. */
  readonly id: string
  readonly task: PracticeTask
  readonly practice: PracticeReport
  readonly busy: boolean
  readonly error: unknown
  readonly onSubmit: (given: Partial<PracticeAnswerRequest>) => void
  readonly onClose: () => void
}

/** What an act asks for besides itself. Nothing of it reaches a real case. */
export function AnswerForm({ act, ...props }: Omit<AnswerFormProps, 'act'> & { readonly act: PracticeAct }) {
  switch (act) {
    case 'accept':
      return null
    case 'edit':
      return <ValueAnswer act={act} {...props} member="output" />
    case 'correct':
      return <ValueAnswer act={act} {...props} member="input" />
    case 'reassign':
      return <PersonAnswer act={act} {...props} />
    case 'override':
    case 'escalate':
    case 'rerun':
    case 'stop':
      return <WordsAnswer act={act} {...props} />
    default:
      return act satisfies never
  }
}

const EFFECTS: { readonly [A in Exclude<PracticeAct, 'accept'>]: string } = {
  edit: 'Your answer would go out instead of the draft.',
  override: 'The AI’s answer would not be used.',
  escalate: 'The case would stay open, for somebody else.',
  rerun: 'The AI would be asked once more, with the same input.',
  correct: 'The AI would be asked once more, with your input.',
  reassign: 'The case would be in this person’s hands.',
  stop: 'Every unit would take the fallback until somebody ends the pause.',
}

const WORDS: { readonly [A in 'override' | 'escalate' | 'rerun' | 'stop']: { label: string; needed: boolean } } = {
  override: { label: 'Reason', needed: true },
  escalate: { label: 'What the next person needs to know', needed: true },
  rerun: { label: 'Note', needed: false },
  stop: { label: 'Why it should stop', needed: true },
}

type Props<A extends PracticeAct> = Omit<AnswerFormProps, 'act'> & { readonly act: A }

function WordsAnswer({ act, id, busy, error, onSubmit, onClose }: Props<'override' | 'escalate' | 'rerun' | 'stop'>) {
  const [words, keep] = useKept(id, '')
  const { label, needed } = WORDS[act]
  return (
    <ActForm
      title={ACT_NAMES[act]}
      effect={EFFECTS[act]}
      submit={ACT_NAMES[act]}
      busy={busy}
      error={error}
      disabled={needed && words.trim() === ''}
      onSubmit={() => onSubmit({ words: words.trim() })}
      onClose={onClose}
    >
      <Textarea
        label={label}
        withAsterisk={needed}
        autosize
        minRows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => keep(event.currentTarget.value)}
      />
    </ActForm>
  )
}

function PersonAnswer({ act, id, practice, busy, error, onSubmit, onClose }: Props<'reassign'>) {
  const [to, keep] = useKept<string | null>(id, null)
  return (
    <ActForm
      title={ACT_NAMES[act]}
      effect={EFFECTS[act]}
      submit="Give the case"
      busy={busy}
      error={error}
      disabled={to === null}
      onSubmit={() => to !== null && onSubmit({ to })}
      onClose={onClose}
    >
      <Select
        label="Person"
        withAsterisk
        searchable
        value={to}
        onChange={keep}
        data={practice.people.map(({ id: value, name }) => ({ value, label: name }))}
      />
    </ActForm>
  )
}

function ValueAnswer({
  act,
  id,
  task,
  practice,
  busy,
  error,
  onSubmit,
  onClose,
  member,
}: Props<'edit' | 'correct'> & { readonly member: 'output' | 'input' }) {
  const schema = member === 'output' ? practice.outputSchema : practice.inputSchema
  const initial = member === 'output' ? task.draft : (task.input ?? {})
  const [value, keep] = useKept<unknown>(id, initial)
  return (
    <ActForm
      title={ACT_NAMES[act]}
      effect={EFFECTS[act]}
      submit={act === 'edit' ? 'Send the edited answer' : 'Correct and run again'}
      busy={busy}
      error={error}
      onSubmit={() => onSubmit({ [member]: value })}
      onClose={onClose}
    >
      <ValueForm value={value} schema={schema} onChange={keep} first={mainTextKey(value)} />
    </ActForm>
  )
}
