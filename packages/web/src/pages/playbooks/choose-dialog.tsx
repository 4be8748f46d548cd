import { Radio, Stack, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { choosePlaybook, playbooksQuery, type WorkflowPlaybook, workflowPlaybookQuery } from '../../api/playbooks.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { sizeOf } from './stage-list.tsx'
import classes from './stage-list.module.css'

interface ChooseDialogProps {
  readonly slug: string
  readonly name: string
  readonly chosen: WorkflowPlaybook
  readonly onClose: () => void
}

/** Has the workflow go by a playbook from now on, in the version of this moment. */
export function ChooseDialog({ slug, name, chosen, onClose }: ChooseDialogProps) {
  const list = useQuery(playbooksQuery)
  const queries = useQueryClient()
  const [id, setId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const items = list.data?.items ?? []
  const wanted = items.find((item) => item.id === id) ?? null
  const send = useMutation({
    mutationFn: (body: { id: string; reason: string }) => choosePlaybook(slug, body),
    onSuccess: (next) => {
      queries.setQueryData(workflowPlaybookQuery(slug).queryKey, next)
      for (const key of ['handovers', 'duties', 'playbooks']) void queries.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  const isSame = (hash: string) => chosen.chosenAt !== null && hash === chosen.hash
  return (
    <FormDialog
      title={`Choose the playbook of ${name}`}
      submit={wanted === null ? 'Choose a playbook' : `Choose ${wanted.name}`}
      act={send}
      onSubmit={() => {
        if (wanted !== null) send.mutate({ id: wanted.id, reason: reason.trim() })
      }}
      isReady={wanted !== null && reason.trim() !== ''}
      onClose={onClose}
    >
      <Radio.Group label="Playbook" required value={id} onChange={setId}>
        <Stack gap={8} mt={6}>
          {items.map((item) => (
            <Radio
              key={item.id}
              value={item.id}
              disabled={isSame(item.hash)}
              label={
                <>
                  <span className={classes.choice}>
                    {item.name}
                    {isSame(item.hash)
                      ? ' (now)'
                      : item.id === chosen.playbook.id && chosen.newer !== null
                        ? ' (newer version)'
                        : ''}
                  </span>
                  <span className={classes.choiceNote}>
                    {item.purpose} {sizeOf(item)}.
                  </span>
                </>
              }
            />
          ))}
        </Stack>
      </Radio.Group>
      {list.isError && <ProblemNotice error={list.error} again={() => void list.refetch()} />}
      <Textarea
        label="Reason"
        description="Everybody concerned reads it, and it stands in the ledger."
        required
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <p className="quiet">
        What {name} has told, signed and drilled stays, and counts where the playbook asks for it. The stage stays, too;
        what must hold before it is left changes at once.
      </p>
    </FormDialog>
  )
}
