import { Checkbox, Stack } from '@mantine/core'
import { SEVERITIES, type Severity } from '@dayshift/core'
import { SEVERITY_MEANINGS, SEVERITY_NAMES } from './channel-words.ts'

interface SeverityChoiceProps {
  readonly value: readonly Severity[]
  readonly onChange: (value: Severity[]) => void
}

/** What a channel is told, by severity. */
export function SeverityChoice({ value, onChange }: SeverityChoiceProps) {
  return (
    <Checkbox.Group
      label="What it tells"
      value={[...value]}
      onChange={(values) => onChange(SEVERITIES.filter((severity) => values.includes(severity)))}
    >
      <Stack gap="xs" mt={8}>
        {SEVERITIES.map((severity) => (
          <Checkbox
            key={severity}
            value={severity}
            label={SEVERITY_NAMES[severity]}
            description={SEVERITY_MEANINGS[severity]}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
