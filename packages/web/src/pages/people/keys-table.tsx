import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { revokeKey, type ApiKey } from '../../api/people.ts'
import { Empty } from '../../components/empty.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import table from '../../components/table.module.css'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { formatRelative } from '../../words/format.ts'
import classes from './people-page.module.css'

export function KeysTable({ keys }: { readonly keys: readonly ApiKey[] }) {
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  if (keys.length === 0) {
    return (
      <Empty title="No key yet">
        Make one for each host, so that one can be ended without the others: it needs <code>runs:write</code> and{' '}
        <code>gate:read</code>.
      </Empty>
    )
  }
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Scopes</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <th scope="col">Ends</th>
            <th scope="col">
              <span className="visually-hidden">End it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                <span className={classes.name}>{key.name}</span>
                <div className={`${classes.mail} mono`}>{key.start}…</div>
              </td>
              <td>
                <span className={classes.scopes}>
                  {key.scopes.map((scope) => (
                    <code key={scope}>{scope}</code>
                  ))}
                </span>
              </td>
              <td className={table.tight}>
                <When at={key.createdAt} />
              </td>
              <td className={table.tight}>
                {key.lastUsedAt === null ? <span className="quiet">never</span> : <When at={key.lastUsedAt} />}
              </td>
              <td className={table.tight}>
                {key.expiresAt === null ? <span className="quiet">not by itself</span> : <When at={key.expiresAt} />}
              </td>
              <td className={table.number}>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => setRevoking(key)}
                  aria-label={`Revoke ${key.name}`}
                >
                  Revoke
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {revoking !== null && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </div>
  )
}

function RevokeDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const now = useNow()
  const revoke = useMutation({
    mutationFn: () => revokeKey(apiKey.id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['keys'] })
      notifications.show({ message: `The key ${apiKey.name} has ended.` })
      onClose()
    },
  })
  const isHosts = apiKey.scopes.includes('runs:write') || apiKey.scopes.includes('gate:read')
  return (
    <FormDialog
      title={`Revoke ${apiKey.name}`}
      submit={`Revoke ${apiKey.name}`}
      act={revoke}
      isDangerous
      onClose={onClose}
    >
      <p>
        The key ends at once and can’t be restored.{' '}
        {apiKey.lastUsedAt === null
          ? 'It was never used.'
          : `It was last used ${formatRelative(new Date(apiKey.lastUsedAt), now)}.`}{' '}
        {isHosts &&
          'A host that uses it keeps its records in its spool and, when its lease ends, sends every unit to a person, until it gets another key.'}
      </p>
    </FormDialog>
  )
}
