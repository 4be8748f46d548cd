import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconX } from '@tabler/icons-react'
import { createContext, use, useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { peopleQuery } from '../../api/people.ts'
import { problemOf } from '../../api/problem.ts'
import { KeyCap } from '../../components/key-cap.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { ValueForm } from '../../components/value-form.tsx'
import { useSession } from '../../shell/use-session.ts'
import { ROLE_NAMES } from '../../words/names.ts'
import classes from './act-forms.module.css'
import { useKept } from './use-kept.ts'

/** The action bar of the pane; a form that stands in the pane itself puts its buttons there, always in sight. */
export const BarContext = createContext<HTMLElement | null>(null)

interface ActFormProps {
  readonly title: string
  /** What follows from it, before it is done. */
  readonly effect: ReactNode
  readonly submit: string
  readonly busy: boolean
  readonly error: unknown
  readonly disabled?: boolean
  /** Stands in the pane, in the place of what it changes. */
  readonly inPane?: boolean
  readonly onSubmit: () => void
  /** Null where it stays until it is sent. */
  readonly onClose: (() => void) | null
  readonly children?: ReactNode
}

/** A form over the action bar: Ctrl Enter sends it, Esc closes it, and what was typed stays. */
export function ActForm({
  title,
  effect,
  submit,
  busy,
  error,
  disabled = false,
  inPane = false,
  onSubmit,
  onClose,
  children,
}: ActFormProps) {
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const bar = use(BarContext)
  useEffect(() => {
    if (!inPane) form.current?.querySelector<HTMLElement>('textarea, input')?.focus()
  }, [inPane])
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.current?.requestSubmit()
    }
    if (event.key === 'Escape' && !event.defaultPrevented && onClose !== null) {
      event.preventDefault()
      onClose()
    }
  }
  const buttons = (
    <>
      {onClose !== null && (
        <Button variant="default" onClick={onClose} rightSection={<KeyCap>Esc</KeyCap>}>
          Cancel
        </Button>
      )}
      <Button type="submit" form={id} loading={busy} disabled={disabled} rightSection={<KeyCap>Ctrl Enter</KeyCap>}>
        {submit}
      </Button>
    </>
  )
  return (
    // The keys belong to the form as a whole, whichever field has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      id={id}
      className={classes.form}
      aria-label={title}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        if (!disabled && !busy) onSubmit()
      }}
    >
      {!inPane && (
        <div className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          <span className={classes.effect}>{effect}</span>
          {onClose !== null && (
            <button type="button" className={classes.close} onClick={onClose} aria-label="Close the form">
              <IconX size={16} aria-hidden />
            </button>
          )}
        </div>
      )}
      {error !== null && error !== undefined && <ProblemNotice error={error} />}
      {children}
      {inPane ? (
        bar !== null &&
        createPortal(
          <div className={classes.barEnd}>
            <span className={classes.effect}>{effect}</span>
            {buttons}
          </div>,
          bar,
        )
      ) : (
        <div className={classes.end}>{buttons}</div>
      )}
    </form>
  )
}

interface WordsFormProps extends Omit<ActFormProps, 'onSubmit' | 'children'> {
  /** Under which what was typed is kept. */
  readonly id: string
  readonly label: string
  readonly placeholder: string
  readonly required: boolean
  /** Asks for a person: may stay empty where `optional`. */
  readonly person?: { readonly label: string; readonly optional: boolean }
  /** Offers to put an answer of one's own beside the reason. */
  readonly answer?: { readonly schema: unknown; readonly initial: unknown }
  readonly onSubmit: (said: { readonly words: string; readonly to: string | null; readonly answer: unknown }) => void
}

interface Said {
  readonly words: string
  readonly to: string | null
  readonly withAnswer: boolean
  readonly answer: unknown
}

/** Reason, person, own answer: the forms of override, ignore, escalate, reassign, rerun and flag. */
export function WordsForm({
  id,
  label,
  placeholder,
  required,
  person,
  answer,
  onSubmit,
  disabled = false,
  ...form
}: WordsFormProps) {
  const [said, keep] = useKept<Said>(id, { words: '', to: null, withAnswer: false, answer: answer?.initial })
  const incomplete = (required && said.words.trim() === '') || (person?.optional === false && said.to === null)
  const faults = problemOf(form.error).errors.map(({ path, message }) => ({
    path: path.replace(/^\/finalOutput/, ''),
    message,
  }))
  return (
    <ActForm
      {...form}
      disabled={disabled || incomplete}
      onSubmit={() =>
        onSubmit({ words: said.words.trim(), to: said.to, answer: said.withAnswer ? said.answer : undefined })
      }
    >
      {person !== undefined && (
        <PersonSelect
          label={person.label}
          optional={person.optional}
          value={said.to}
          onChange={(to) => keep({ ...said, to })}
        />
      )}
      <Textarea
        label={label}
        placeholder={placeholder}
        withAsterisk={required}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        value={said.words}
        onChange={(event) => keep({ ...said, words: event.currentTarget.value })}
      />
      {answer !== undefined && (
        <Checkbox
          label="Put the answer that is right beside it"
          checked={said.withAnswer}
          onChange={(event) => keep({ ...said, withAnswer: event.currentTarget.checked })}
        />
      )}
      {answer !== undefined && said.withAnswer && (
        <ValueForm
          value={said.answer}
          schema={answer.schema}
          faults={faults}
          onChange={(next) => keep({ ...said, answer: next })}
        />
      )}
    </ActForm>
  )
}

interface PersonSelectProps {
  readonly label: string
  readonly optional: boolean
  readonly value: string | null
  readonly onChange: (id: string | null) => void
}

function PersonSelect({ label, optional, value, onChange }: PersonSelectProps) {
  const { person: me } = useSession()
  const { data } = useQuery(peopleQuery)
  const able = data?.items.filter(({ active, role }) => active && role !== 'viewer') ?? []
  return (
    <Select
      label={label}
      withAsterisk={!optional}
      placeholder={optional ? 'Anybody of the team' : 'Choose a person'}
      clearable={optional}
      searchable
      value={value}
      onChange={onChange}
      data={able.map(({ id, name, role, openCases }) => ({
        value: id,
        label: `${id === me.id ? `${name} (you)` : name} · ${ROLE_NAMES[role]} · ${openCases} open`,
      }))}
    />
  )
}
