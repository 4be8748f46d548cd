import { BEARERS, PRESSURES, SEAM_PARTS, type SeamPartKind, STAKES, UNWRITTEN, WORKAROUNDS } from '@dayshift/core'
import { Group, NumberInput, Radio, Select, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { type SeamDetail, type SeamPartBody, tellSeamPart } from '../../api/seams.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { type SeamDialogProps, useSeamAct } from './seam-dialogs.tsx'

const TITLES: { readonly [K in SeamPartKind]: readonly [title: string, submit: string] } = {
  context: ['Name what must cross', 'Name it'],
  workaround: ['Tell a workaround', 'Tell it'],
  covering: ['Tell how somebody covers', 'Tell it'],
  connection: ['Tell a connection', 'Tell it'],
  assessment: ['Assess how the work flows', 'Record the assessment'],
  check: ['Say what checks finished output', 'Say it'],
  rule: ['Add a routing rule', 'Add the rule'],
  answer: ['Answer whether to automate', 'Record the answer'],
  pressure: ['Record pressure to add AI', 'Record it'],
  consequence: ['Tell what a failure cost', 'Tell it'],
  complaint: ['Tell a complaint', 'Tell it'],
  automation: ['Say since when it is automated', 'Say it'],
}

/** A form for each kind of what is told of a seam. */
export function TellPartDialog({ detail, kind, onClose }: SeamDialogProps & { readonly kind: SeamPartKind }) {
  const { seam } = detail
  const [draft, setDraft] = useState<Draft>(() => START)
  const tell = useSeamAct(seam.id, (body: SeamPartBody) => tellSeamPart(seam.id, body), onClose)
  const set: Setter = (change) => setDraft({ ...draft, ...change })
  const body = bodyOf(kind, draft)
  const [title, submit] = TITLES[kind]
  return (
    <FormDialog
      title={title}
      submit={submit}
      act={tell}
      onSubmit={() => {
        if (body !== null) tell.mutate(body)
      }}
      isReady={body !== null}
      onClose={onClose}
    >
      {FIELDS[kind]({ draft, set, detail })}
    </FormDialog>
  )
}

interface Draft {
  readonly name: string
  readonly words: string
  readonly who: string
  readonly lives: 'system' | 'head' | 'nowhere'
  readonly system: string
  readonly field: string
  readonly unwritten: keyof typeof UNWRITTEN | null
  readonly side: 'from' | 'to'
  readonly workaround: keyof typeof WORKAROUNDS
  readonly hours: number | ''
  readonly people: number | ''
  readonly rate: string
  readonly capturedAs: string | null
  readonly day: string
  readonly still: 'runs' | 'gone' | 'unknown'
  readonly builderHere: 'yes' | 'no' | 'unknown'
  readonly yes: 'yes' | 'no'
  readonly to: 'person' | 'ai'
  readonly stake: keyof typeof STAKES
  readonly pressure: keyof typeof PRESSURES
  readonly bearer: keyof typeof BEARERS
  readonly cleanUp: number | ''
}
type Setter = (change: Partial<Draft>) => void

const START: Draft = {
  name: '',
  words: '',
  who: '',
  lives: 'system',
  system: '',
  field: '',
  unwritten: null,
  side: 'from',
  workaround: 'spreadsheet',
  hours: '',
  people: 1,
  rate: '',
  capturedAs: null,
  day: '',
  still: 'runs',
  builderHere: 'unknown',
  yes: 'no',
  to: 'person',
  stake: 'none',
  pressure: 'board',
  bearer: 'customer',
  cleanUp: 0,
}

const MONEY = /^\d{1,18}(\.\d{1,12})?$/

/** What is sent; null while something is missing. */
function bodyOf(kind: SeamPartKind, draft: Draft): SeamPartBody | null {
  const { hours, people, cleanUp, day } = draft
  const [name, words, who] = [draft.name.trim(), draft.words.trim(), draft.who.trim()]
  const [system, field, rate] = [draft.system.trim(), draft.field.trim(), draft.rate.trim()]
  const at = day === '' ? null : new Date(`${day}T12:00:00`).toISOString()
  switch (kind) {
    case 'context': {
      if (name === '' || words === '') return null
      const rest = { part: 'context', name, why: words, unwritten: draft.unwritten } as const
      if (draft.lives === 'system') {
        return system === '' || field === '' ? null : { ...rest, lives: { kind: 'system', system, field } }
      }
      if (draft.lives === 'head') return who === '' ? null : { ...rest, lives: { kind: 'head', whose: who } }
      return { ...rest, lives: { kind: 'nowhere' } }
    }
    case 'workaround':
      if (words === '' || hours === '' || people === '' || people < 1 || !MONEY.test(rate)) return null
      return { part: kind, side: draft.side, kind: draft.workaround, words, hoursPerWeek: hours, people, rate }
    case 'covering':
      return who === '' || words === '' ? null : { part: kind, who, words, capturedAs: draft.capturedAs }
    case 'connection':
      if (name === '' || who === '' || words === '') return null
      return {
        part: kind,
        name,
        builtBy: who,
        why: words,
        builtOn: day === '' ? null : day,
        still: draft.still,
        builderHere: draft.builderHere,
      }
    case 'assessment':
      return words === '' ? null : { part: kind, fits: draft.yes === 'yes', words }
    case 'check':
      return words === '' || who === '' ? null : { part: kind, words, by: who }
    case 'rule':
      return words === '' ? null : { part: kind, when: words, to: draft.to, stake: draft.stake }
    case 'answer':
      return words === '' ? null : { part: kind, automate: draft.yes === 'yes', reason: words }
    case 'pressure':
      return words === '' ? null : { part: kind, from: draft.pressure, words }
    case 'consequence':
      if (words === '' || (rate !== '' && !MONEY.test(rate))) return null
      return { part: kind, bearer: draft.bearer, words, amount: rate === '' ? null : rate }
    case 'complaint':
      if (name === '' || at === null || hours === '' || cleanUp === '') return null
      return { part: kind, kind: name, at, hoursToSurface: hours, cleanUpHours: cleanUp }
    case 'automation':
      return words === '' || at === null ? null : { part: kind, at, words }
    default:
      return kind satisfies never
  }
}

interface FieldProps {
  readonly draft: Draft
  readonly set: Setter
  readonly detail: SeamDetail
}

const FIELDS: { readonly [K in SeamPartKind]: (props: FieldProps) => ReactNode } = {
  context: ({ draft, set }) => (
    <>
      <Line
        label="What must cross"
        placeholder="The client’s start date"
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      <Words label="Why the other side needs it" value={draft.words} onChange={(words) => set({ words })} />
      <Radio.Group
        label="Where it lives"
        value={draft.lives}
        onChange={(value) => set({ lives: value === 'head' ? 'head' : value === 'nowhere' ? 'nowhere' : 'system' })}
      >
        <Group mt={6} gap="md">
          <Radio value="system" label="In a system" />
          <Radio value="head" label="Only in a head" />
          <Radio value="nowhere" label="Nobody knows" />
        </Group>
      </Radio.Group>
      {draft.lives === 'system' && (
        <Group grow align="flex-start">
          <Line label="System" placeholder="CRM" value={draft.system} onChange={(system) => set({ system })} />
          <Line label="Field" placeholder="start_date" value={draft.field} onChange={(field) => set({ field })} />
        </Group>
      )}
      {draft.lives === 'head' && <Line label="Whose head" value={draft.who} onChange={(who) => set({ who })} />}
      <Select
        label="If nobody ever wrote it down, which kind is it?"
        clearable
        placeholder="It is written"
        value={draft.unwritten}
        onChange={(unwritten) => set({ unwritten })}
        data={optionsOf(UNWRITTEN)}
      />
    </>
  ),
  workaround: ({ draft, set, detail: { seam } }) => (
    <>
      <Radio.Group
        label="Whose workaround"
        value={draft.side}
        onChange={(value) => set({ side: value === 'to' ? 'to' : 'from' })}
      >
        <Group mt={6} gap="md">
          <Radio value="from" label={seam.from.name} />
          <Radio value="to" label={seam.to.name} />
        </Group>
      </Radio.Group>
      <Choice
        label="Kind"
        table={WORKAROUNDS}
        value={draft.workaround}
        onChange={(workaround) => set({ workaround })}
      />
      <Words label="What they do" value={draft.words} onChange={(words) => set({ words })} />
      <Group grow align="flex-start">
        <Figure label="Hours a week, each" max={168} value={draft.hours} onChange={(hours) => set({ hours })} />
        <Figure label="People" value={draft.people} onChange={(people) => set({ people })} />
        <Line
          label={`An hour costs, ${seam.currency}`}
          placeholder="60"
          value={draft.rate}
          onChange={(rate) => set({ rate })}
        />
      </Group>
    </>
  ),
  covering: ({ draft, set, detail: { parts } }) => (
    <>
      <p className="quiet">
        Somebody walks over, somebody catches the exception: what they carry is gone when they are.
      </p>
      <Line label="Who covers" value={draft.who} onChange={(who) => set({ who })} />
      <Words
        label="How"
        placeholder="walks over when a client is new"
        value={draft.words}
        onChange={(words) => set({ words })}
      />
      <Select
        label="What takes over what is carried"
        clearable
        placeholder="Nothing yet"
        value={draft.capturedAs}
        onChange={(capturedAs) => set({ capturedAs })}
        data={parts.flatMap(({ body }) => (body.part === 'context' ? [body.name] : []))}
      />
    </>
  ),
  connection: ({ draft, set }) => (
    <>
      <Line label="What it is" placeholder="Nightly script" value={draft.name} onChange={(name) => set({ name })} />
      <Line label="Who built it" value={draft.who} onChange={(who) => set({ who })} />
      <Words label="Why" value={draft.words} onChange={(words) => set({ words })} />
      <TextInput
        type="date"
        label="When"
        description="Empty where nobody knows"
        value={draft.day}
        onChange={(event) => set({ day: event.currentTarget.value })}
      />
      <Choice label="Does it still run?" table={STILL} value={draft.still} onChange={(still) => set({ still })} />
      <Choice
        label="Is its builder still here?"
        table={HERE}
        value={draft.builderHere}
        onChange={(builderHere) => set({ builderHere })}
      />
    </>
  ),
  assessment: ({ draft, set }) => (
    <>
      <YesNo
        label="Does automating it fit how the work really flows?"
        yes="It fits"
        no="It doesn’t fit"
        draft={draft}
        set={set}
      />
      <Words label="What you looked at, and what you saw" value={draft.words} onChange={(words) => set({ words })} />
    </>
  ),
  check: ({ draft, set }) => (
    <>
      <p className="quiet">
        A wrong output can be complete and on time. Delay and blank fields don’t find it; say what does.
      </p>
      <Words
        label="The check"
        placeholder="One in ten is read against the contract"
        value={draft.words}
        onChange={(words) => set({ words })}
      />
      <Line label="By whom" value={draft.who} onChange={(who) => set({ who })} />
    </>
  ),
  rule: ({ draft, set }) => (
    <>
      <Words
        label="When"
        placeholder="a dispute, an exception, a judgement"
        value={draft.words}
        onChange={(words) => set({ words })}
      />
      <Choice
        label="Goes to"
        table={{ person: 'a person', ai: 'the AI' }}
        value={draft.to}
        onChange={(to) => set({ to })}
      />
      <Choice label="At stake" table={STAKES} value={draft.stake} onChange={(stake) => set({ stake })} />
    </>
  ),
  answer: ({ draft, set, detail: { whyNotAutomate, seam } }) => (
    <>
      <YesNo label="The answer" yes="Ready to automate" no="Do not automate yet" draft={draft} set={set} />
      {whyNotAutomate.length > 0 && <p className="quiet">“Ready” would be refused now: {whyNotAutomate.join(' ')}</p>}
      {seam.owner !== null && <p className="quiet">Only {seam.owner.name} may say that it is ready.</p>}
      <Words label="Reason" value={draft.words} onChange={(words) => set({ words })} />
    </>
  ),
  pressure: ({ draft, set }) => (
    <>
      <p className="quiet">It is on record with your name, and moves nothing: no step is met by it.</p>
      <Choice label="From" table={PRESSURES} value={draft.pressure} onChange={(pressure) => set({ pressure })} />
      <Words label="What was said" value={draft.words} onChange={(words) => set({ words })} />
    </>
  ),
  consequence: ({ draft, set, detail: { seam } }) => (
    <>
      <Choice label="Who bore it" table={BEARERS} value={draft.bearer} onChange={(bearer) => set({ bearer })} />
      <Words label="What happened" value={draft.words} onChange={(words) => set({ words })} />
      <TextInput
        label={`In ${seam.currency}, where it can be said in money`}
        inputMode="decimal"
        value={draft.rate}
        onChange={(event) => set({ rate: event.currentTarget.value })}
      />
    </>
  ),
  complaint: ({ draft, set }) => (
    <>
      <Line
        label="Kind of complaint"
        placeholder="Wrong address"
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      <TextInput
        type="date"
        label="When"
        required
        value={draft.day}
        onChange={(event) => set({ day: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Figure label="Hours until somebody saw it" value={draft.hours} onChange={(hours) => set({ hours })} />
        <Figure label="Hours to clean it up" value={draft.cleanUp} onChange={(cleanUp) => set({ cleanUp })} />
      </Group>
    </>
  ),
  automation: ({ draft, set }) => (
    <>
      <p className="quiet">
        From that day on complaints count as after it: what they are and how fast they come is compared.
      </p>
      <TextInput
        type="date"
        label="Since"
        required
        value={draft.day}
        onChange={(event) => set({ day: event.currentTarget.value })}
      />
      <Words label="What is automated" value={draft.words} onChange={(words) => set({ words })} />
    </>
  ),
}

const STILL = { runs: 'It runs', gone: 'It is gone', unknown: 'Nobody knows' } as const
const HERE = { yes: 'Yes', no: 'No', unknown: 'Nobody knows' } as const

interface LineProps {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Line({ label, placeholder, value, onChange }: LineProps) {
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      required
      maxLength={120}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Words({ label, placeholder, value, onChange }: LineProps) {
  return (
    <Textarea
      label={label}
      placeholder={placeholder}
      required
      autosize
      minRows={2}
      maxLength={2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function Figure({
  label,
  max,
  value,
  onChange,
}: {
  readonly label: string
  readonly max?: number
  readonly value: number | ''
  readonly onChange: (value: number | '') => void
}) {
  return (
    <NumberInput
      label={label}
      required
      min={0}
      {...(max === undefined ? {} : { max })}
      value={value}
      onChange={(next) => onChange(typeof next === 'number' ? next : '')}
    />
  )
}

function Choice<K extends string>({
  label,
  table,
  value,
  onChange,
}: {
  readonly label: string
  readonly table: { readonly [N in K]: string }
  readonly value: K
  readonly onChange: (value: K) => void
}) {
  return (
    <Select
      label={label}
      allowDeselect={false}
      value={value}
      onChange={(next) => {
        if (next !== null) onChange(next)
      }}
      data={optionsOf(table)}
    />
  )
}

function YesNo({
  label,
  yes,
  no,
  draft,
  set,
}: {
  readonly label: string
  readonly yes: string
  readonly no: string
  readonly draft: Draft
  readonly set: Setter
}) {
  return (
    <Radio.Group label={label} value={draft.yes} onChange={(value) => set({ yes: value === 'yes' ? 'yes' : 'no' })}>
      <Group mt={6} gap="md">
        <Radio value="yes" label={yes} />
        <Radio value="no" label={no} />
      </Group>
    </Radio.Group>
  )
}

function optionsOf<K extends string>(table: { readonly [N in K]: string }): { value: K; label: string }[] {
  return (Object.keys(table) as K[]).map((value) => ({ value, label: capital(table[value]) })) // its own keys
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The kind that an address names; null where it names none. */
export function partKindIn(text: string | undefined): SeamPartKind | null {
  return text !== undefined && Object.hasOwn(SEAM_PARTS, text) ? (text as SeamPartKind) : null // its own key
}
