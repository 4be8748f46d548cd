import { Button, Group, Modal, NumberInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { activateRelease, releaseQuery, workflowQuery, type Release, type WorkflowDetail } from '../../api/workflows.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import { partsOf } from '../../words/manifest-parts.ts'
import { totalOf } from '../../words/routes.ts'
import { startShare } from './start-share.ts'

interface ActivateDialogProps {
  readonly workflow: WorkflowDetail
  readonly release: Pick<Release, 'hash' | 'name'>
  readonly onClose: () => void
}

/** Makes a release the one that runs; says first what that does, in units. */
export function ActivateDialog({ workflow, release, onClose }: ActivateDialogProps) {
  const { data, error } = useQuery(releaseQuery(workflow.slug, release.hash))
  const start = partsOf(data?.manifest).startPercent
  const [chosen, setChosen] = useState<number | '' | null>(null)
  // While the manifest is on its way nothing is proposed, so that nothing can be sent that nobody has read.
  const proposed = start === null || data === undefined ? '' : startShare(workflow, data.createdAt, start)
  const percent = chosen ?? proposed
  const queries = useQueryClient()
  const activate = useMutation({
    mutationFn: (share: number) => activateRelease(workflow.slug, { release: release.hash, rolloutPercent: share }),
    onSuccess: (next) => {
      queries.setQueryData(workflowQuery(workflow.slug).queryKey, next)
      notifications.show({ message: `Release ${release.name} is active. Hosts take it up within 5 s.` })
      onClose()
    },
  })
  const total = totalOf(workflow.last24h)
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (percent !== '') activate.mutate(percent)
  }
  return (
    <Modal opened onClose={onClose} title={`Activate release ${release.name}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p>
            {workflow.activeRelease === null ? (
              <>It becomes the release that hosts run. Until now every unit went to a person.</>
            ) : (
              <>
                It takes the place of release {workflow.activeRelease.name}. Hosts take it up within 5{NBSP}s; a unit
                that is on its way ends with the release it began with.
              </>
            )}{' '}
            {total > 0 && percent !== '' && (
              <>
                In the last 24{NBSP}h {formatCount(total, 'unit')} came: at {formatNumber(percent)}
                {NBSP}% about {formatNumber(Math.round((percent / 100) * total))} a day may meet the AI.
              </>
            )}{' '}
            <To href={paths.release(workflow.slug, release.hash)}>Read the release first</To>.
          </p>
          <NumberInput
            label="Rollout"
            description={
              start === null
                ? 'Share of units that may meet the AI'
                : `Share of units that may meet the AI; its manifest says ${formatNumber(start)} % to start with`
            }
            min={0}
            max={100}
            clampBehavior="strict"
            suffix=" %"
            value={percent}
            onChange={(value) => setChosen(typeof value === 'number' ? value : '')}
          />
          {error !== null && <ProblemNotice error={error} />}
          {activate.isError && <ProblemNotice error={activate.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={activate.isPending} disabled={percent === ''}>
              Activate release {release.name}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
