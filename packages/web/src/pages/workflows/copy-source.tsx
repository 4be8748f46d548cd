import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'

/** Copies a whole text; the button says when it is done. */
export function CopySource({ source }: { readonly source: string }) {
  return (
    <CopyButton value={source} timeout={1600}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="xs"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          {copied ? 'Copied' : 'Copy the manifest'}
        </Button>
      )}
    </CopyButton>
  )
}
