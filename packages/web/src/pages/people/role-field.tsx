import { ROLES, type Role } from '@dayshift/core'
import { Radio, Stack } from '@mantine/core'
import { ROLE_MEANINGS, ROLE_NAMES } from '../../words/names.ts'

interface RoleFieldProps {
  readonly value: Role
  readonly onChange: (role: Role) => void
}

/** A role, each with what it may do. */
export function RoleField({ value, onChange }: RoleFieldProps) {
  return (
    <Radio.Group label="Role" value={value} onChange={(next) => onChange(ROLES.find((role) => role === next) ?? value)}>
      <Stack gap="xs" mt={6}>
        {ROLES.map((role) => (
          <Radio key={role} value={role} label={ROLE_NAMES[role]} description={ROLE_MEANINGS[role]} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
