import { NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import {
  CLAIMED_CAUSES,
  CLAIMED_CAUSE_KINDS,
  type ClaimedCause,
  type Denominator,
  DENOMINATORS,
  DENOMINATOR_KINDS,
} from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  adoptionQuery,
  chooseDenominator,
  claimCause,
  declareUnits,
  setLeastDwell,
  type Adoption,
} from '../../api/adoption.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NBSP } from '../../words/format.ts'

interface DialogProps {
  readonly adoption: Adoption
  readonly onClose: () => void
}

/** Whatever is done here gives the page as it is then. */
function useAct<Body>(slug: string, act: (slug: string, body: Body) => Promise<Adoption>, onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) => act(slug, body),
    onSuccess: (page) => {
      queries.setQueryData(adoptionQuery(slug).queryKey, page)
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      onDone()
    },
  })
}

export function DenominatorDialog({ adoption, onClose }: DialogProps) {
  const { slug, name } = adoption.workflow
  const before = adoption.denominator.kind
  const [kind, setKind] = useState<Denominator>(before ?? 'gate')
  const choose = useAct(slug, chooseDenominator, onClose)
  return (
    <FormDialog
      title="Choose the denominator"
      submit="Choose it"
      act={choose}
      onSubmit={() => choose.mutate({ kind })}
      isReady={kind !== before}
      onClose={onClose}
    >
      <Radio.Group
        label={`From where is it known which decisions ${name} was to inform?`}
        description="The choice is recorded. What is not told stays unknown: it never counts as nothing, nor as all."
        value={kind}
        onChange={(value) => setKind(value)}
      >
        <Stack gap="sm" mt="sm">
          {DENOMINATOR_KINDS.map((each) => (
            <Radio
              key={each}
              value={each}
              label={DENOMINATORS[each].name}
              description={capital(`${DENOMINATORS[each].says}.`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </FormDialog>
  )
}

export function DeclareDialog({ adoption, onClose }: DialogProps) {
  const { businessOwner } = adoption.denominator
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [n, setN] = useState<number | ''>('')
  const [source, setSource] = useState('')
  const declare = useAct(adoption.workflow.slug, declareUnits, onClose)
  return (
    <FormDialog
      title="Declare decisions of a period"
      submit="Declare the figure"
      act={declare}
      onSubmit={() => {
        if (n !== '') declare.mutate({ from, to, n, source: source.trim() })
      }}
      isReady={from !== '' && to !== '' && from <= to && n !== '' && n > 0 && source.trim() !== ''}
      onClose={onClose}
    >
      <p className="quiet">
        How many decisions there were that it was to inform, those made without it among them. It counts once{' '}
        {businessOwner === null ? 'a business owner is named and confirms it' : `${businessOwner.name} confirms it`}.
      </p>
      <TextInput
        type="date"
        label="From"
        required
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        type="date"
        label="To, that day within"
        required
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <NumberInput
        label="Decisions"
        required
        min={1}
        allowDecimal={false}
        thousandSeparator=","
        value={n}
        onChange={(value) => setN(typeof value === 'number' ? value : '')}
      />
      <TextInput
        label="Where the figure is from"
        placeholder="Closed tickets in the desk’s monthly report"
        required
        maxLength={400}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function ClaimDialog({ adoption, onClose }: DialogProps) {
  const [cause, setCause] = useState<ClaimedCause>('accuracy')
  const [words, setWords] = useState('')
  const [needed, setNeeded] = useState<number | ''>('')
  const claim = useAct(adoption.workflow.slug, claimCause, onClose)
  return (
    <FormDialog
      title="Say why it isn’t used"
      submit="Record the claim"
      act={claim}
      onSubmit={() =>
        claim.mutate({
          cause,
          words: words.trim(),
          needed: cause === 'accuracy' && needed !== '' ? needed / 100 : null,
        })
      }
      isReady={words.trim() !== ''}
      onClose={onClose}
    >
      <Radio.Group
        label="The cause, as you see it"
        description="It is recorded with your name, and held against what is on record."
        value={cause}
        onChange={(value) => setCause(value)}
      >
        <Stack gap="xs" mt="sm">
          {CLAIMED_CAUSE_KINDS.map((each) => (
            <Radio key={each} value={each} label={CLAIMED_CAUSES[each].name} />
          ))}
        </Stack>
      </Radio.Group>
      {cause === 'accuracy' && (
        <NumberInput
          label="Right answers that would be enough"
          description="Without it the claim can’t be held against the measured accuracy."
          min={0}
          max={100}
          suffix={`${NBSP}%`}
          value={needed}
          onChange={(value) => setNeeded(typeof value === 'number' ? value : '')}
        />
      )}
      <Textarea
        label="In your words"
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function DwellDialog({ adoption, onClose }: DialogProps) {
  const [seconds, setSeconds] = useState<number | ''>(adoption.leastDwell.seconds)
  const set = useAct(adoption.workflow.slug, setLeastDwell, onClose)
  return (
    <FormDialog
      title="Set the least reading time"
      submit="Set the time"
      act={set}
      onSubmit={() => {
        if (seconds !== '') set.mutate({ seconds })
      }}
      isReady={seconds !== ''}
      onClose={onClose}
    >
      <p className="quiet">
        An answer that is kept sooner was not read. It is counted as unchecked, and not as influence.
      </p>
      <NumberInput
        label="Seconds to read an answer, at least"
        required
        min={0}
        max={3600}
        decimalScale={1}
        value={seconds}
        onChange={(value) => setSeconds(typeof value === 'number' ? value : '')}
        data-autofocus
      />
    </FormDialog>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
