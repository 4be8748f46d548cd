import { readContractText } from '@dayshift/contract'
import { nameOfSeam, NODE_KINDS, SEAM_KINDS, type NodeKind, type SeamKind } from '@dayshift/core'
import {
  Autocomplete,
  Group,
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  changeSeam,
  closeSeam,
  endSeamPart,
  openSeam,
  previewSeamContract,
  receiveCrossing,
  resolveSeamSignal,
  type Crossing,
  type SeamDetail,
  type SeamList,
  type SeamNode,
  type SeamPart,
  type SeamSignal,
  seamQuery,
  setSeamContract,
  setSeamOwner,
  setSideAliases,
  setSideOwner,
  standOnSeam,
} from '../../api/seams.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { NBSP } from '../../words/format.ts'
import classes from './seams.module.css'

export interface SeamDialogProps {
  readonly detail: SeamDetail
  readonly onClose: () => void
}

/** Whatever is done here gives the page as it is then. */
export function useSeamAct<Body>(id: string, act: (body: Body) => Promise<SeamDetail>, onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (detail) => {
      queries.setQueryData(seamQuery(id).queryKey, detail)
      void queries.invalidateQueries({ queryKey: ['seams'] })
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      onDone()
    },
  })
}

export function OpenSeamDialog({ list, onClose }: { readonly list: SeamList; readonly onClose: () => void }) {
  const [from, setFrom] = useState<{ kind: NodeKind; name: string }>({ kind: 'team', name: '' })
  const [to, setTo] = useState<{ kind: NodeKind; name: string }>({ kind: 'team', name: '' })
  const [what, setWhat] = useState('')
  const [kind, setKind] = useState<SeamKind | null>(null)
  const [volume, setVolume] = useState<number | ''>('')
  const [currency, setCurrency] = useState(list.yearly[0]?.currency ?? 'EUR')
  const queries = useQueryClient()
  const go = useGo()
  const open = useMutation({
    mutationFn: () =>
      openSeam({
        from: { ...from, name: from.name.trim() },
        to: { ...to, name: to.name.trim() },
        what: what.trim(),
        ...(kind === null ? {} : { kind }),
        currency,
        volumePerWeek: volume === '' ? null : volume,
        source: 'told',
      }),
    onSuccess: (detail) => {
      void queries.invalidateQueries({ queryKey: ['seams'] })
      go(paths.seam(detail.seam.id))
    },
  })
  return (
    <FormDialog
      title="Add a seam"
      submit="Add the seam"
      size="lg"
      act={open}
      onSubmit={() => open.mutate()}
      isReady={from.name.trim() !== '' && to.name.trim() !== '' && what.trim() !== '' && /^[A-Z]{3}$/.test(currency)}
      onClose={onClose}
    >
      <SideFields label="From" side={from} nodes={list.nodes} onChange={setFrom} />
      <SideFields label="To" side={to} nodes={list.nodes} onChange={setTo} />
      <TextInput
        label="What changes hands"
        placeholder="A signed deal"
        required
        maxLength={2000}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <Group grow align="flex-start">
        <NumberInput
          label="How many cross a week"
          description="Leave it empty where nobody knows"
          min={0}
          value={volume}
          onChange={(value) => setVolume(typeof value === 'number' ? value : '')}
        />
        <TextInput
          label="Money in"
          description="Three letters"
          required
          maxLength={3}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
        />
      </Group>
      <Radio.Group label="Kind" value={kind ?? ''} onChange={(value) => setKind(value === '' ? null : value)}>
        <Group mt={6} gap="md">
          <Radio value="" label="By its two sides" />
          <Radio value="judgement" label={SEAM_KINDS.judgement.name} />
        </Group>
      </Radio.Group>
    </FormDialog>
  )
}

function SideFields({
  label,
  side,
  nodes,
  onChange,
}: {
  readonly label: string
  readonly side: { kind: NodeKind; name: string }
  readonly nodes: readonly SeamNode[]
  readonly onChange: (side: { kind: NodeKind; name: string }) => void
}) {
  return (
    <Group align="flex-end" wrap="nowrap">
      <Autocomplete
        style={{ flex: 1 }}
        label={label}
        placeholder={side.kind === 'team' ? 'Sales' : 'CRM'}
        required
        maxLength={120}
        data={nodes.filter(({ kind }) => kind === side.kind).map(({ name }) => name)}
        value={side.name}
        onChange={(name) => onChange({ ...side, name })}
      />
      <SegmentedControl
        aria-label={`${label}: team or tool`}
        value={side.kind}
        onChange={(kind) => onChange({ ...side, kind: kind === 'tool' ? 'tool' : 'team' })}
        data={Object.entries(NODE_KINDS).map(([value, name]) => ({ value, label: name }))}
      />
    </Group>
  )
}

export function ChangeSeamDialog({ detail, onClose }: SeamDialogProps) {
  const { seam, errorShare } = detail
  const [what, setWhat] = useState(seam.what)
  const [volume, setVolume] = useState<number | ''>(seam.volumePerWeek ?? '')
  const [error, setError] = useState<number | ''>(errorShare === null ? '' : Math.round(errorShare * 1000) / 10)
  const [fix, setFix] = useState(seam.cost.fixCost ?? '')
  const change = useSeamAct(seam.id, (body: Parameters<typeof changeSeam>[1]) => changeSeam(seam.id, body), onClose)
  return (
    <FormDialog
      title="Say what crosses and what a fix costs"
      submit="Save it"
      act={change}
      onSubmit={() =>
        change.mutate({
          what: what.trim(),
          volumePerWeek: volume === '' ? null : volume,
          errorShare: error === '' ? null : error / 100,
          fixCost: fix.trim() === '' ? null : fix.trim(),
        })
      }
      isReady={what.trim() !== '' && (fix.trim() === '' || /^\d{1,18}(\.\d{1,12})?$/.test(fix.trim()))}
      onClose={onClose}
    >
      <TextInput
        label="What changes hands"
        required
        maxLength={2000}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <NumberInput
        label="How many cross a week"
        description="Empty where nobody knows: then nothing can be projected"
        min={0}
        value={volume}
        onChange={(value) => setVolume(typeof value === 'number' ? value : '')}
      />
      <NumberInput
        label="How often it goes wrong"
        description="As people say it; from 20 crossings in 28 days on, what was seen counts instead"
        min={0}
        max={100}
        suffix={`${NBSP}%`}
        value={error}
        onChange={(value) => setError(typeof value === 'number' ? value : '')}
      />
      <TextInput
        label={`What a proper fix costs, in ${seam.currency}`}
        placeholder="20000"
        inputMode="decimal"
        value={fix}
        onChange={(event) => setFix(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function SeamOwnerDialog({ detail, onClose }: SeamDialogProps) {
  const { seam, people } = detail
  const [person, setPerson] = useState<string | null>(seam.owner?.id ?? null)
  const [authority, setAuthority] = useState(seam.owner?.authority ?? '')
  const own = useSeamAct(seam.id, () => setSeamOwner(seam.id, { person, authority: authority.trim() }), onClose)
  const sides = [seam.from.owner?.id, seam.to.owner?.id]
  return (
    <FormDialog
      title="Name the seam’s owner"
      submit="Name the owner"
      act={own}
      onSubmit={() => own.mutate(undefined)}
      isReady={person !== null && authority.trim() !== ''}
      onClose={onClose}
    >
      <p className="quiet">
        Who answers for the seam itself. Whoever answers for {seam.from.name} or {seam.to.name} can’t: then it would
        belong to neither again.
      </p>
      <Select
        label="Owner"
        withAsterisk
        searchable
        placeholder="Choose a person"
        value={person}
        onChange={setPerson}
        data={people.filter(({ id }) => !sides.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput
        label="May"
        description="What the owner may do about it without asking"
        placeholder="change both forms and spend 5,000 EUR"
        required
        maxLength={500}
        value={authority}
        onChange={(event) => setAuthority(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function SideOwnerDialog({ detail, side, onClose }: SeamDialogProps & { readonly side: 'from' | 'to' }) {
  const node = detail.seam[side]
  const [person, setPerson] = useState<string | null>(node.owner?.id ?? null)
  const [aliases, setAliases] = useState<string[]>(node.aliases)
  const queries = useQueryClient()
  const own = useMutation({
    mutationFn: async () => {
      await setSideAliases(node.id, aliases)
      await setSideOwner(node.id, person)
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['seam'] })
      void queries.invalidateQueries({ queryKey: ['seams'] })
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Say who answers for ${node.name}, and its other names`}
      submit="Save it"
      act={own}
      onSubmit={() => own.mutate()}
      onClose={onClose}
    >
      <Select
        label="Who answers for this side"
        searchable
        clearable
        placeholder="Nobody"
        value={person}
        onChange={setPerson}
        data={detail.people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TagsInput
        label="Also known as"
        description="As logs and people write it, each name with Enter; upper and lower case, accents and spaces make no difference"
        placeholder={aliases.length === 0 ? 'V3_2' : ''}
        maxTags={20}
        value={aliases}
        onChange={setAliases}
      />
    </FormDialog>
  )
}

export function ContractDialog({ detail, onClose }: SeamDialogProps) {
  const { seam, contract } = detail
  const [text, setText] = useState(contract === null ? '' : JSON.stringify(contract.schema, null, 2))
  const [object, setObject] = useState('')
  const [note, setNote] = useState('')
  const read = readContractText(text)
  const body =
    'fault' in read ? null : { ...read, ...(object.trim() === '' ? {} : { object: object.trim() }), note: note.trim() }
  const preview = useMutation({
    mutationFn: () =>
      body === null ? Promise.reject(new Error('nothing to read')) : previewSeamContract(seam.id, body),
  })
  const set = useSeamAct(seam.id, (asked: NonNullable<typeof body>) => setSeamContract(seam.id, asked), onClose)
  const seen = preview.data
  return (
    <FormDialog
      title="Say what must cross"
      size="lg"
      submit={seen === undefined ? 'See what it changes' : `Make version ${String(seen.version)}`}
      act={seen === undefined ? preview : set}
      onSubmit={() => {
        if (body === null) return
        if (seen === undefined) preview.mutate()
        else set.mutate(body)
      }}
      isReady={body !== null}
      onClose={onClose}
    >
      <Textarea
        label="JSON Schema, or an ODCS 3 document; JSON or YAML"
        autosize
        minRows={8}
        maxRows={18}
        required
        styles={{ input: { fontFamily: 'var(--ds-mono)', fontSize: 12 } }}
        placeholder={
          'type: object\nrequired: [customer, start_date]\nproperties:\n  customer: { type: string }\n  start_date: { type: string, format: date }'
        }
        value={text}
        error={text.trim() !== '' && 'fault' in read ? read.fault : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value)
          preview.reset()
        }}
      />
      {'odcs' in read && (
        <TextInput
          label="Object that crosses"
          description="Where the document has several"
          value={object}
          onChange={(event) => {
            setObject(event.currentTarget.value)
            preview.reset()
          }}
        />
      )}
      <TextInput label="Why" maxLength={2000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {seen !== undefined && (
        <Notice
          tone={seen.diff?.breaking === true ? 'person' : 'quiet'}
          title={
            seen.diff === null
              ? 'It is the first version: from here on every crossing is held against it.'
              : seen.diff.breaking
                ? `It breaks something for ${seen.diff.breaksFor.map((who) => (who === 'sender' ? seam.from.name : seam.to.name)).join(' and ')}.`
                : seen.diff.changes.length === 0
                  ? 'It changes nothing.'
                  : 'It breaks nothing.'
          }
        >
          <ul>
            {(seen.diff?.changes ?? []).map(({ sentence, path }) => (
              <li key={`${path} ${sentence}`}>{sentence}</li>
            ))}
            {seen.notChecked.map((each) => (
              <li key={each}>Kept, and not checked: {each}.</li>
            ))}
          </ul>
        </Notice>
      )}
    </FormDialog>
  )
}

export function WorkflowDialog({ detail, onClose }: SeamDialogProps) {
  const { seam } = detail
  const { data } = useQuery(workflowsQuery)
  const [workflow, setWorkflow] = useState<string | null>(null)
  const stand = useSeamAct(seam.id, (slug: string) => standOnSeam(seam.id, { workflow: slug, stands: true }), onClose)
  const free = (data?.items ?? []).filter(({ slug }) => !seam.workflows.some((each) => each.slug === slug))
  return (
    <FormDialog
      title="Say which workflow stands on it"
      submit="Put it on this seam"
      act={stand}
      onSubmit={() => {
        if (workflow !== null) stand.mutate(workflow)
      }}
      isReady={workflow !== null}
      onClose={onClose}
    >
      <p className="quiet">It can’t leave design while this seam isn’t ready, unless somebody waives that.</p>
      <Select
        label="Workflow"
        withAsterisk
        searchable
        placeholder="Choose a workflow"
        value={workflow}
        onChange={setWorkflow}
        data={free.map(({ slug, name }) => ({ value: slug, label: name }))}
      />
    </FormDialog>
  )
}

export function EndPartDialog({ detail, part, onClose }: SeamDialogProps & { readonly part: SeamPart }) {
  const [reason, setReason] = useState('')
  const end = useSeamAct(detail.seam.id, () => endSeamPart(detail.seam.id, part.id, reason.trim()), onClose)
  return (
    <ReasonDialog
      title="End this line"
      submit="End it"
      act={end}
      reason={reason}
      setReason={setReason}
      onClose={onClose}
    />
  )
}

export function CloseSeamDialog({ detail, onClose }: SeamDialogProps) {
  const [reason, setReason] = useState('')
  const go = useGo()
  const queries = useQueryClient()
  const close = useMutation({
    mutationFn: () => closeSeam(detail.seam.id, reason.trim()),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['seams'] })
      go(paths.seams())
    },
  })
  return (
    <ReasonDialog
      title={`Take “${nameOfSeam(detail.seam)}” out of the register`}
      submit="Take it out"
      act={close}
      reason={reason}
      setReason={setReason}
      onClose={onClose}
    />
  )
}

function ReasonDialog({
  title,
  submit,
  act,
  reason,
  setReason,
  onClose,
}: {
  readonly title: string
  readonly submit: string
  readonly act: {
    readonly isPending: boolean
    readonly isError: boolean
    readonly error: unknown
    readonly mutate: () => void
  }
  readonly reason: string
  readonly setReason: (reason: string) => void
  readonly onClose: () => void
}) {
  return (
    <FormDialog
      title={title}
      submit={submit}
      act={act}
      onSubmit={() => act.mutate()}
      isReady={reason.trim() !== ''}
      onClose={onClose}
    >
      <p className="quiet">What was told stays in the ledger.</p>
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  )
}

export function ReceiptDialog({ detail, crossing, onClose }: SeamDialogProps & { readonly crossing: Crossing }) {
  const { seam } = detail
  const [complete, setComplete] = useState<'yes' | 'no'>('yes')
  const [lacking, setLacking] = useState('')
  const receive = useSeamAct(
    seam.id,
    () =>
      receiveCrossing(seam.id, crossing.id, {
        complete: complete === 'yes',
        lacking: complete === 'yes' ? '' : lacking.trim(),
      }),
    onClose,
  )
  return (
    <FormDialog
      title={`Say whether context of ${crossing.unitKey} was complete`}
      submit="Say so"
      act={receive}
      onSubmit={() => receive.mutate(undefined)}
      onClose={onClose}
    >
      <Radio.Group
        label={`Did ${seam.to.name} have what was needed?`}
        value={complete}
        onChange={(value) => setComplete(value === 'no' ? 'no' : 'yes')}
      >
        <Group mt={6} gap="md">
          <Radio value="yes" label="Yes, all of it" />
          <Radio value="no" label="No, something was missing" />
        </Group>
      </Radio.Group>
      {complete === 'no' && (
        <TextInput
          label="What was missing"
          maxLength={2000}
          value={lacking}
          onChange={(event) => setLacking(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

export function ResolveDialog({ detail, signal, onClose }: SeamDialogProps & { readonly signal: SeamSignal }) {
  const { seam } = detail
  const [verdict, setVerdict] = useState<'mended' | 'noise'>('mended')
  const [note, setNote] = useState('')
  const resolve = useSeamAct(
    seam.id,
    () => resolveSeamSignal(seam.id, signal.id, { verdict, note: note.trim() }),
    onClose,
  )
  return (
    <FormDialog
      title="Say what became of it"
      submit="Close the signal"
      act={resolve}
      onSubmit={() => resolve.mutate(undefined)}
      onClose={onClose}
    >
      <p className={classes['said']}>{signal.sentence}</p>
      <Radio.Group label="It" value={verdict} onChange={(value) => setVerdict(value === 'noise' ? 'noise' : 'mended')}>
        <Group mt={6} gap="md">
          <Radio value="mended" label="is mended" />
          <Radio value="noise" label="was noise" />
        </Group>
      </Radio.Group>
      <TextInput label="How" maxLength={2000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  )
}
