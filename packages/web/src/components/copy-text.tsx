import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './copy-text.module.css'

interface CopyTextProps {
  readonly text: string
  /** What is copied, for the ear: "the unit key". */
  readonly label: string
  /** What is shown where the text is too long. */
  readonly shown?: string
  readonly block?: boolean
}

export function CopyText({ text, label, shown = text, block = false }: CopyTextProps) {
  return (
    <span className={block ? classes.block : classes.inline}>
      <code className={classes.text}>{shown}</code>
      <CopyButton value={text} timeout={1600}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              onClick={copy}
              aria-label={copied ? `Copied ${label}` : `Copy ${label}`}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  )
}
