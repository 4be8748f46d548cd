import { Button, Radio, Select, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { FLAG_VERDICTS, type FlagVerdict } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { judgeFeedback, reportQuery, type FeedbackDetail } from '../../api/feedback.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { formatCount } from '../../words/format.ts'
import classes from './answer-form.module.css'
import { CaseFields } from './case-dialogs.tsx'
import { VERDICT_EFFECTS, VERDICT_NAMES } from './feedback-words.ts'

const NEW = 'new'

/** Verdict, failure case, words to the reporter. What was typed stays until it is sent. */
export function AnswerForm({ detail }: { readonly detail: FeedbackDetail }) {
  const { feedback, failureCases } = detail
  const queries = useQueryClient()
  const [verdict, setVerdict] = useState<FlagVerdict | null>(null)
  const [failureCase, setFailureCase] = useState<string | null>(failureCases[0]?.id ?? NEW)
  const [name, setName] = useState('')
  const [guidance, setGuidance] = useState('')
  const [answer, setAnswer] = useState('')
  const judge = useMutation({
    mutationFn: (chosen: FlagVerdict) =>
      judgeFeedback(feedback.id, {
        verdict: chosen,
        answer,
        ...(chosen === 'wrong' && failureCase === NEW ? { newFailureCase: { name, guidance } } : {}),
        ...(chosen === 'wrong' && failureCase !== null && failureCase !== NEW ? { failureCaseId: failureCase } : {}),
      }),
    onSuccess: (next) => {
      queries.setQueryData(reportQuery(feedback.id).queryKey, next)
      setVerdict(null)
      setAnswer('')
      notifications.show({
        message: feedback.isMember
          ? `Answered. ${feedback.by.name} is told.`
          : `Answered. ${feedback.by.name} sees it where the output stands.`,
      })
    },
  })
  const needsWords = verdict === 'right' || verdict === 'unclear' || verdict === 'elsewhere'
  const incomplete =
    verdict === null ||
    (needsWords && answer.trim() === '') ||
    (verdict === 'wrong' && (failureCase === null || (failureCase === NEW && name.trim() === '')))
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (verdict !== null && !incomplete) judge.mutate(verdict)
  }
  const offered = FLAG_VERDICTS.filter((each) => each !== 'wrong' || feedback.kind === 'output')
  return (
    <form onSubmit={submit} aria-label="Answer the report">
      <Stack gap="sm">
        <Radio.Group
          label={feedback.state === 'waiting' ? 'What is it?' : 'Answer once more'}
          value={verdict}
          onChange={(value) => setVerdict(offered.find((each) => each === value) ?? null)}
        >
          <div className={classes.verdicts}>
            {offered.map((each) => (
              <Radio
                key={each}
                value={each}
                label={VERDICT_NAMES[each]}
                description={VERDICT_EFFECTS[each]}
                classNames={{ description: classes.effect ?? '' }}
              />
            ))}
          </div>
        </Radio.Group>
        {verdict === 'wrong' && (
          <>
            <Select
              label="Failure case"
              description="What keeps going wrong in the same way has one name"
              allowDeselect={false}
              searchable
              value={failureCase}
              onChange={setFailureCase}
              data={[
                ...failureCases.map(({ id, name: known, seen }) => ({
                  value: id,
                  label: `${known} · ${formatCount(seen, 'flag')}`,
                })),
                { value: NEW, label: 'A new one …' },
              ]}
            />
            {failureCase === NEW && (
              <CaseFields name={name} guidance={guidance} onName={setName} onGuidance={setGuidance} />
            )}
          </>
        )}
        {verdict !== null && (
          <Textarea
            label={`Answer to ${feedback.by.name}`}
            withAsterisk={needsWords}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={4000}
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value)}
          />
        )}
        {judge.isError && <ProblemNotice error={judge.error} />}
        <div>
          <Button type="submit" loading={judge.isPending} disabled={incomplete}>
            {verdict === 'unclear' ? 'Ask back' : 'Answer the report'}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
