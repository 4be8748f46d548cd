import { Button, Group, Modal, Stack } from '@mantine/core'
import { CopyText } from '../../components/copy-text.tsx'

interface SecretDialogProps {
  readonly name: string
  readonly secret: string
  readonly onClose: () => void
}

/** A webhook's signing secret, shown this once. Only the button closes it. */
export function SecretDialog({ name, secret, onClose }: SecretDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`The signing secret of ${name}`}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="sm">
        <p>
          <strong>Copy it now.</strong> It is shown this once. The receiver checks each request with it, after the
          Standard Webhooks specification.
        </p>
        <CopyText text={secret} label="the signing secret" block />
        <Group justify="flex-end">
          <Button onClick={onClose}>I have stored it</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
