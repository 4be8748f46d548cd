import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { DAY_MS } from '@dayshift/core'
import { useState } from 'react'
import { peopleQuery } from '../../api/people.ts'
import { holdReview, reviewQuery, type ReviewDetail } from '../../api/reviews.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useNow } from '../../components/use-now.ts'
import { localDay } from '../../words/local-input.ts'
import { ATTENDANCE_CHOICES, VERDICT_CHOICES } from './review-words.ts'
import classes from './reviews.module.css'

type Attendance = (typeof ATTENDANCE_CHOICES)[number]['value']
type Verdict = (typeof VERDICT_CHOICES)[number]['value']
interface ActionDraft {
  readonly id: number
  readonly what: string
  readonly person: string | null
  readonly due: string
}

/** Who was there, what is to be said, what is to be done; signed over the pack. */
export function HoldDialog({ detail, onClose }: { readonly detail: ReviewDetail; readonly onClose: () => void }) {
  const { review, pack, packHash, attendedBy, asks } = detail
  const queries = useQueryClient()
  const people = useQuery(peopleQuery)
  const [attendance, setAttendance] = useState<Readonly<Record<string, Attendance>>>(
    Object.fromEntries(attendedBy.map(({ duty, person }) => [duty, person === null ? 'absent' : 'present'])),
  )
  const [verdict, setVerdict] = useState<Verdict>('on-course')
  const [words, setWords] = useState('')
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  const [deviations, setDeviations] = useState('')
  const [closed, setClosed] = useState<readonly string[]>([])
  const [actions, setActions] = useState<readonly ActionDraft[]>([])
  const open = pack.deviations.filter((each) => !each.closed)
  const inAWeek = localDay(new Date(useNow().getTime() + 7 * DAY_MS))
  const hold = useMutation({
    mutationFn: () =>
      holdReview(review.id, {
        packHash,
        attendance: attendedBy.map(({ duty }) => ({ duty, attendance: attendance[duty] ?? 'absent' })),
        verdict,
        words: words.trim(),
        answers: { ...answers },
        deviations: linesOf(deviations),
        closed: [...closed],
        actions: actions.map(({ what, person, due }) => ({ what: what.trim(), person: person ?? '', due })),
      }),
    onSuccess: (next) => {
      queries.setQueryData(reviewQuery(review.id).queryKey, next)
      void queries.invalidateQueries({ queryKey: ['reviews', review.workflow.slug] })
      void queries.invalidateQueries({ queryKey: ['review-board'] })
      onClose()
    },
  })
  const isReady =
    (verdict === 'on-course' || words.trim() !== '') &&
    (verdict !== 'act' || actions.length > 0) &&
    asks.every(({ id }) => (answers[id] ?? '').trim() !== '') &&
    actions.every(({ what, person, due }) => what.trim() !== '' && person !== null && due !== '')
  const change = (id: number, to: Partial<ActionDraft>) =>
    setActions(actions.map((each) => (each.id === id ? { ...each, ...to } : each)))
  return (
    <FormDialog
      title={`Hold “${review.name}”`}
      size="lg"
      submit="Sign the review"
      act={hold}
      isReady={isReady}
      onClose={onClose}
    >
      <fieldset className={classes['group']}>
        <legend className={classes['legendText']}>Who was there</legend>
        <div className={classes['attend']}>
          {attendedBy.map(({ duty, name, person }) => (
            <div key={duty} style={{ display: 'contents' }}>
              <span>
                {name}
                <span className={classes['note']}>{person === null ? 'nobody holds it' : person.name}</span>
              </span>
              <SegmentedControl
                size="xs"
                aria-label={`${name}: attendance`}
                data={ATTENDANCE_CHOICES.map((choice) => ({
                  ...choice,
                  disabled: person === null && choice.value === 'present',
                }))}
                value={attendance[duty] ?? 'absent'}
                onChange={(value) =>
                  setAttendance({
                    ...attendance,
                    [duty]: ATTENDANCE_CHOICES.find((choice) => choice.value === value)?.value ?? 'absent',
                  })
                }
              />
            </div>
          ))}
        </div>
      </fieldset>
      {asks.map(({ id, question }) => (
        <Textarea
          key={id}
          label={question}
          required
          autosize
          minRows={2}
          maxLength={4000}
          value={answers[id] ?? ''}
          onChange={(event) => setAnswers({ ...answers, [id]: event.currentTarget.value })}
        />
      ))}
      <Textarea
        label="Departures from what was expected"
        description="One a line, however small. The same words again are seen as the same departure."
        autosize
        minRows={2}
        value={deviations}
        onChange={(event) => setDeviations(event.currentTarget.value)}
      />
      {open.length > 0 && (
        <fieldset className={classes['group']}>
          <legend className={classes['legendText']}>Departures that were dealt with</legend>
          {open.map(({ what, weeks }) => (
            <label key={what} style={{ display: 'block', fontSize: 13 }}>
              <input
                type="checkbox"
                checked={closed.includes(what)}
                onChange={(event) =>
                  setClosed(event.currentTarget.checked ? [...closed, what] : closed.filter((each) => each !== what))
                }
              />{' '}
              {what} <span className={classes['quiet']}>({weeks === 1 ? 'one week' : `${String(weeks)} weeks`})</span>
            </label>
          ))}
        </fieldset>
      )}
      <fieldset className={classes['group']}>
        <legend className={classes['legendText']}>Verdict</legend>
        <SegmentedControl
          fullWidth
          aria-label="Verdict"
          data={VERDICT_CHOICES.map((choice) => ({ ...choice }))}
          value={verdict}
          onChange={(value) =>
            setVerdict(VERDICT_CHOICES.find((choice) => choice.value === value)?.value ?? 'on-course')
          }
        />
      </fieldset>
      <Textarea
        label={verdict === 'on-course' ? 'What was said' : 'Why'}
        required={verdict !== 'on-course'}
        autosize
        minRows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {actions.map(({ id, what, person, due }, index) => (
        <div key={id} className={classes['actionRow']}>
          <TextInput
            label={`Action ${String(index + 1)}`}
            required
            maxLength={500}
            value={what}
            onChange={(event) => change(id, { what: event.currentTarget.value })}
          />
          <Select
            label="By whom"
            required
            searchable
            data={(people.data?.items ?? [])
              .filter(({ active }) => active)
              .map((each) => ({ value: each.id, label: each.name }))}
            value={person}
            onChange={(value) => change(id, { person: value })}
          />
          <TextInput
            label="By when"
            type="date"
            required
            value={due}
            onChange={(event) => change(id, { due: event.currentTarget.value })}
          />
          <Button variant="default" onClick={() => setActions(actions.filter((each) => each.id !== id))}>
            Remove
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            setActions([...actions, { id: (actions.at(-1)?.id ?? 0) + 1, what: '', person: null, due: inAWeek }])
          }
        >
          Add an action
        </Button>
      </div>
      <p className={classes['quiet']}>
        Your signature is bound to this pack and to these words; neither can be changed after it.
      </p>
    </FormDialog>
  )
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
