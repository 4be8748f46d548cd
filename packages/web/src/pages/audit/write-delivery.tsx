import { Button, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type DeliveryDefinition, portfolioAuditQuery, writeDelivery } from '../../api/audit.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useMay } from '../../shell/use-session.ts'

/** Who may write what delivery means here: its dialog and the way into it. */
export function WriteDelivery({ definition }: { readonly definition: DeliveryDefinition }) {
  const [opened, dialog] = useDisclosure(false)
  const may = useMay('people:write')
  if (!may) return <span className="quiet">Admins write it.</span>
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {definition.written === null ? 'Write it in your words' : 'Change the words'}
      </Button>
      {opened && <WriteDialog definition={definition} onClose={dialog.close} />}
    </>
  )
}

const LEAST = 20
const MOST = 2000

function WriteDialog({
  definition: { text: before, written },
  onClose,
}: {
  readonly definition: DeliveryDefinition
  readonly onClose: () => void
}) {
  const [text, setText] = useState(before)
  const queries = useQueryClient()
  const write = useMutation({
    mutationFn: writeDelivery,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: portfolioAuditQuery.queryKey })
      await queries.invalidateQueries({ queryKey: ['audit'] })
      onClose()
    },
  })
  const words = text.trim()
  return (
    <FormDialog
      title="What delivery means here"
      size="lg"
      submit="Write the definition"
      act={write}
      onSubmit={() => write.mutate(words)}
      isReady={words.length >= LEAST && words.length <= MOST && words !== before}
      onClose={onClose}
    >
      <Textarea
        label="Your definition"
        description={`In your organisation’s words, ${String(LEAST)} to ${String(MOST)} characters. It stands in every audit, with your name; each wording stays in the ledger.`}
        autosize
        minRows={5}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      {written !== null && (
        <div>
          <Button size="compact-sm" variant="subtle" px={0} onClick={() => write.mutate(null)}>
            Take back the words that Dayshift comes with
          </Button>
        </div>
      )}
    </FormDialog>
  )
}
