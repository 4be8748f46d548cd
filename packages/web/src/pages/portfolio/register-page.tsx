import { Button, Radio, Select, TextInput, Textarea } from '@mantine/core'
import { BLUNT_SIGNS, DAY_MS, sortWorkflow } from '@dayshift/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { peopleQuery, sessionQuery } from '../../api/people.ts'
import { portfolioQuery, registerWorkflow } from '../../api/portfolio.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { Empty } from '../../components/empty.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useNow } from '../../components/use-now.ts'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { localDay } from '../../words/local-input.ts'
import { WhoMay } from '../workflows/who-may.tsx'
import classes from './portfolio.module.css'

const CRUMBS = [{ label: 'Portfolio', href: paths.portfolio() }] as const
const TITLE = 'Register what already runs'

/** The way in for a workflow that runs elsewhere already: its blunt questions, two names and a day. */
export function RegisterPage() {
  const may = useMay('workflows:write')
  if (may) return <RegisterForm />
  return (
    <Page title={TITLE} crumbs={CRUMBS} width="prose">
      <Empty title="A member registers workflows">
        <WhoMay act="register it" roles={['admin', 'member']} />
      </Empty>
    </Page>
  )
}

/** Fields of plain words: how they are asked, and what an answer looks like. */
const ASKED = {
  name: ['What is it called?', 'Lead sorting'],
  purpose: ['What does it do, and for what?', 'Sorts new leads by how soon they should be called.'],
  doesNot: ['What does it not do?', 'It calls nobody.'],
  trigger: ['What triggers it?', 'A lead fills in the form.'],
  reads: ['What does it read?', 'The form, and the visits of the last week.'],
  produces: ['What does it produce?', 'An order to call in.'],
  usedBy: ['Who works with what comes out?', 'The sales desk.'],
  whoChecks: ['Who checks it, and when?', 'The head of the desk looks at the first ten each morning.'],
  ifItBreaks: ['What happens if it breaks?', 'Leads are called in the order in which they come.'],
  helps: ['How do you tell that it helps?', 'Minutes until the first call.'],
} as const
type Words = { readonly [field in keyof typeof ASKED]: string }
// The table's own keys.
const FIELDS = Object.keys(ASKED) as (keyof Words)[]
const EMPTY = Object.fromEntries(FIELDS.map((field) => [field, ''])) as unknown as Words

const CHANGES = {
  promptsChange: 'Do its prompts change every few days?',
  modelsChange: 'Is its model swapped now and then?',
  handChecked: 'Does somebody check its outputs by hand, one after the other?',
} as const
const SIGN_QUESTIONS: { readonly [S in (typeof BLUNT_SIGNS)[number]]: string } = {
  'weekly-unasked': 'Is it used every week, and nobody asks for permission?',
  'slows-the-business': 'Would a failure slow billing, support, sales or delivery?',
  needed: 'Does the team need its output to finish its work?',
  'same-steps': 'Can somebody tell its steps from start to finish, the same each time?',
}
type Question = keyof typeof CHANGES | keyof typeof SIGN_QUESTIONS

function RegisterForm() {
  const now = useNow()
  const queries = useQueryClient()
  const { data: session } = useQuery(sessionQuery)
  const { data: people } = useQuery(peopleQuery)
  const [words, setWords] = useState<Words>(EMPTY)
  const [unit, setUnit] = useState('')
  const [answers, setAnswers] = useState<{ readonly [Q in Question]?: boolean }>({})
  const [changeOwner, setChangeOwner] = useState<string | null>(null)
  const [careOwner, setCareOwner] = useState<string | null>(null)
  const [lookAgain, setLookAgain] = useState(() => localDay(new Date(now.getTime() + 30 * DAY_MS)))
  const send = useMutation({
    mutationFn: registerWorkflow,
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: portfolioQuery.queryKey })
      void queries.invalidateQueries({ queryKey: workflowsQuery.queryKey })
    },
  })
  const builder = changeOwner ?? session?.person.id ?? null
  const slug = slugOf(words.name)
  const changing = {
    promptsChange: answers.promptsChange ?? false,
    modelsChange: answers.modelsChange ?? false,
    handChecked: answers.handChecked ?? false,
  }
  const asked: readonly Question[] = [...keysOf(SIGN_QUESTIONS), ...keysOf(CHANGES)]
  const open =
    FIELDS.filter((field) => words[field].trim() === '').length +
    asked.filter((question) => answers[question] === undefined).length +
    (careOwner === null ? 1 : 0)
  const isReady = open === 0 && slug !== '' && builder !== null
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!isReady || builder === null || careOwner === null) return
    send.mutate({
      ...words,
      slug,
      unit,
      model: '',
      signs: BLUNT_SIGNS.filter((sign) => answers[sign] === true),
      ...changing,
      changeOwner: builder,
      careOwner,
      lookAgain,
    })
  }
  if (send.isSuccess) return <Done name={words.name} result={send.data} />
  const everybody = (people?.items ?? [])
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Page
      title={TITLE}
      crumbs={CRUMBS}
      width="prose"
      sentence={[
        'Three minutes: ',
        { text: 'say what it is, answer seven questions, name two people', strong: true },
        '. Nothing that runs is touched.',
      ]}
    >
      <form onSubmit={submit} className={classes.form}>
        <Section title="What it is">
          <div className={classes.fields}>
            {FIELDS.map((field) => (
              <Textarea
                key={field}
                label={ASKED[field][0]}
                placeholder={ASKED[field][1]}
                required
                autosize
                minRows={1}
                maxLength={field === 'name' ? 100 : 900}
                value={words[field]}
                onChange={(event) => setWords({ ...words, [field]: event.currentTarget.value })}
              />
            ))}
            <TextInput
              label="For which unit of the organisation?"
              placeholder="Sales"
              maxLength={200}
              value={unit}
              onChange={(event) => setUnit(event.currentTarget.value)}
            />
          </div>
        </Section>
        <Section title="Does anybody count on it?">
          {keysOf(SIGN_QUESTIONS).map((question) => (
            <YesNo
              key={question}
              label={SIGN_QUESTIONS[question]}
              value={answers[question]}
              onChange={(yes) => setAnswers({ ...answers, [question]: yes })}
            />
          ))}
        </Section>
        <Section title="Does it hold still?">
          {keysOf(CHANGES).map((question) => (
            <YesNo
              key={question}
              label={CHANGES[question]}
              value={answers[question]}
              onChange={(yes) => setAnswers({ ...answers, [question]: yes })}
            />
          ))}
          {keysOf(CHANGES).every((question) => answers[question] !== undefined) && (
            <p className={classes.sorted} aria-live="polite">
              {sortWorkflow(changing).sentence}
            </p>
          )}
        </Section>
        <Section title="Whose it is">
          <div className={classes.fields}>
            <Select
              label="Who cares for it every day?"
              description="One person: whoever watches it, checks its failures and keeps it usable."
              required
              searchable
              data={everybody}
              value={careOwner}
              onChange={setCareOwner}
            />
            <Select
              label="Who changes it?"
              description="One person: whoever builds its next version."
              required
              searchable
              data={everybody}
              value={builder}
              onChange={setChangeOwner}
            />
            <TextInput
              label="When do you look again?"
              type="date"
              required
              min={localDay(new Date(now.getTime() + DAY_MS))}
              max={localDay(new Date(now.getTime() + 89 * DAY_MS))}
              value={lookAgain}
              onChange={(event) => setLookAgain(event.currentTarget.value)}
            />
          </div>
        </Section>
        {send.isError && <ProblemNotice error={send.error} />}
        <div className={classes.send}>
          <Button type="submit" loading={send.isPending} disabled={!isReady}>
            Register {words.name.trim() === '' ? 'it' : words.name.trim()}
          </Button>
          {open > 0 && (
            <span className="quiet">
              {open === 1 ? '1 answer is missing.' : `${String(open)} answers are missing.`}
            </span>
          )}
        </div>
      </form>
    </Page>
  )
}

function Done({
  name,
  result,
}: {
  readonly name: string
  readonly result: Awaited<ReturnType<typeof registerWorkflow>>
}) {
  return (
    <Page title={TITLE} crumbs={CRUMBS} width="prose" sentence={[{ text: name, strong: true }, ' is registered.']}>
      <div className={classes.done}>
        <Notice
          tone={result.pile === 'still-changing' ? 'person' : 'quiet'}
          title={result.sentence}
          action={<To href={paths.runbook(result.slug)}>Open its runbook</To>}
        >
          {result.next}
        </Notice>
      </div>
      <p className={classes.caption}>
        Its runs can be brought in next, from files or as they happen: its name for hosts is <code>{result.slug}</code>.{' '}
        <To href={paths.handover(result.slug)}>What it still lacks</To>, and{' '}
        <To href={paths.audit(result.slug)}>what its audit can say so far</To>.
      </p>
    </Page>
  )
}

interface YesNoProps {
  readonly label: string
  readonly value: boolean | undefined
  readonly onChange: (yes: boolean) => void
}

function YesNo({ label, value, onChange }: YesNoProps): ReactNode {
  return (
    <Radio.Group
      label={label}
      value={value === undefined ? null : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'yes')}
      className={classes.question ?? ''}
    >
      <div className={classes.choices}>
        <Radio value="yes" label="Yes" />
        <Radio value="no" label="No" />
      </div>
    </Radio.Group>
  )
}

/** `Lead sorting, EU` → `lead-sorting-eu`; empty where no letter is left to begin with. */
function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}

function keysOf<const T extends object>(table: T): (keyof T)[] {
  return Object.keys(table) as (keyof T)[] // its own keys
}
