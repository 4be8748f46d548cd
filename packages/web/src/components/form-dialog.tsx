import { Button, Group, Modal, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { ProblemNotice } from './notice.tsx'

/** How far the act is that a dialog sends: a mutation, as TanStack Query gives it. */
interface Sending {
  readonly isPending: boolean
  readonly isError: boolean
  readonly error: unknown
}

type FormDialogProps = {
  readonly opened?: boolean
  readonly title: string
  readonly size?: 'md' | 'lg'
  /** The button that does it: verb and object. */
  readonly submit: string
  readonly cancel?: string
  readonly isReady?: boolean
  readonly isDangerous?: boolean
  /** For a form without fields: the act has the focus when it opens. */
  readonly focusesAct?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
} & (
  | { readonly act: Sending & { readonly mutate: () => void }; readonly onSubmit?: never }
  | { readonly act: Sending; readonly onSubmit: () => void }
)

/** A form in a dialog: its fields, what went wrong below them, the way out and the act. */
export function FormDialog(props: FormDialogProps) {
  const { opened = true, title, size = 'md', submit, cancel = 'Cancel', act, onClose, children } = props
  const { isReady = true, isDangerous = false, focusesAct = false } = props
  function send(event: FormEvent): void {
    event.preventDefault()
    if (!isReady) return
    if (props.onSubmit === undefined) props.act.mutate()
    else props.onSubmit()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size}>
      <form onSubmit={send}>
        <Stack gap="sm">
          {children}
          {act.isError && <ProblemNotice error={act.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button
              type="submit"
              loading={act.isPending}
              disabled={!isReady}
              data-autofocus={focusesAct || undefined}
              {...(isDangerous && { color: 'rust' })}
            >
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
