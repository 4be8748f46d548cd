import { Checkbox, NumberInput, Select, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  samplingQuery,
  samplingSizeQuery,
  setSamplingPlan,
  type Sampling,
  type SamplingSize,
} from '../../api/outcomes.ts'
import { peopleQuery } from '../../api/people.ts'
import { trustQuery } from '../../api/trust.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { useSession } from '../../shell/use-session.ts'
import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import classes from './trust.module.css'

const MOST_SLICES = 2

/** Says which answers are drawn and who judges them; how many that are is shown while it is filled in. */
export function SamplingPlanDialog({
  sampling,
  onClose,
}: {
  readonly sampling: Sampling
  readonly onClose: () => void
}) {
  const { slug } = sampling.workflow
  const before = sampling.plan
  const { person: me } = useSession()
  const { data: people } = useQuery(peopleQuery)
  const [slices, setSlices] = useState<readonly string[]>(before?.slices ?? sampling.slices.slice(0, 1))
  const [byConfidence, setByConfidence] = useState(before?.byConfidence ?? false)
  const [byRoute, setByRoute] = useState(before?.byRoute ?? false)
  const [within, setWithin] = useState<number | string>((before?.within ?? 0.05) * 100)
  const [expected, setExpected] = useState<number | string>(
    Math.round((before?.expected ?? Math.max(0.5, sampling.known ?? 0.9)) * 1000) / 10,
  )
  const [days, setDays] = useState<number | string>(before?.days ?? 28)
  const [judge, setJudge] = useState<string | null>(before?.judge?.id ?? me.id)
  const isWhole =
    isBetween(within, 1, 25) && isBetween(expected, 50, 99.9) && isBetween(days, 1, 92) && Number.isInteger(days)
  const plan = {
    slices: [...slices],
    byConfidence,
    byRoute,
    within: Number(within) / 100,
    expected: Number(expected) / 100,
    days: Number(days),
  }
  const size = useQuery({ ...samplingSizeQuery(slug, plan), enabled: isWhole })
  const queries = useQueryClient()
  const set = useMutation({
    mutationFn: () => setSamplingPlan(slug, { ...plan, judge: judge ?? '' }),
    onSuccess: (page) => {
      queries.setQueryData(samplingQuery(slug).queryKey, page)
      void queries.invalidateQueries({ queryKey: trustQuery(slug).queryKey })
      onClose()
    },
  })
  const able = people?.items.filter(({ active, role }) => active && role !== 'viewer') ?? []
  const drawn = size.data?.drawn ?? 0
  return (
    <FormDialog
      title="Have answers judged"
      size="lg"
      submit={drawn > 0 && size.data?.fault === null ? `Draw ${formatNumber(drawn)} answers` : 'Draw the answers'}
      act={set}
      isReady={isWhole && judge !== null && size.data?.fault === null}
      onClose={onClose}
    >
      <Select
        label="Who judges them"
        description="She sees what came in and what the AI answered, and neither how sure it was nor where it went."
        required
        searchable
        value={judge}
        onChange={setJudge}
        data={able.map(({ id, name }) => ({ value: id, label: id === me.id ? `${name} (you)` : name }))}
        data-autofocus
      />
      <div className={classes.three}>
        <NumberInput
          label="Known to within"
          description="Points to either side"
          min={1}
          max={25}
          suffix={`${NBSP}points`}
          value={within}
          onChange={setWithin}
        />
        <NumberInput
          label="Share right, as expected"
          description="Lower asks for more"
          min={50}
          max={99.9}
          decimalScale={1}
          suffix={`${NBSP}%`}
          value={expected}
          onChange={setExpected}
        />
        <NumberInput
          label="Days at a time"
          description="Then the next are drawn"
          min={1}
          max={92}
          allowDecimal={false}
          value={days}
          onChange={setDays}
        />
      </div>
      <fieldset className={classes.parts}>
        <legend>Some of each part</legend>
        <Stack gap={6}>
          {sampling.slices.map((slice) => (
            <Checkbox
              key={slice}
              label={`Each label of the slice “${slice}”`}
              checked={slices.includes(slice)}
              disabled={!slices.includes(slice) && slices.length >= MOST_SLICES}
              onChange={({ currentTarget: { checked } }) =>
                setSlices(checked ? [...slices, slice] : slices.filter((each) => each !== slice))
              }
            />
          ))}
          <Checkbox
            label="How sure it says it is"
            checked={byConfidence}
            onChange={(event) => setByConfidence(event.currentTarget.checked)}
          />
          <Checkbox
            label="Automatic, or checked by a person"
            checked={byRoute}
            onChange={(event) => setByRoute(event.currentTarget.checked)}
          />
        </Stack>
      </fieldset>
      {size.isError && <ProblemNotice error={size.error} />}
      {isWhole && size.data !== undefined && <Size size={size.data} within={within} />}
    </FormDialog>
  )
}

/** The size with its formula's parts, and how many of each part. */
function Size({
  size: { units, size, drawn, strata, fault },
  within,
}: {
  readonly size: SamplingSize
  readonly within: number
}) {
  if (fault !== null) return <p role="status">{fault}</p>
  return (
    <div role="status" aria-live="polite">
      <p>
        <strong>{formatCount(drawn, 'answer')}</strong> of {formatNumber(units)} are drawn: {formatNumber(size)} make
        the 95
        {NBSP}% interval reach {formatNumber(within)}
        {NBSP}points to either side
        {drawn > size && `, ${formatNumber(drawn - size)} more give each part its five`}.
      </p>
      {strata.length > 1 && (
        <p className="quiet">{strata.map(({ name, drawn: of }) => `${name} ${String(of)}`).join(', ')}</p>
      )}
    </div>
  )
}

function isBetween(value: number | string, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most
}
