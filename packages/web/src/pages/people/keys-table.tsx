import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconBooks } from '@tabler/icons-react'
import type { ApiKey } from '../../api/people.ts'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { endsSoon, hasEnded, scopeWords } from './key-words.ts'
import classes from './keys-table.module.css'

interface KeysTableProps {
  readonly keys: readonly ApiKey[]
  readonly onRevoke: (key: ApiKey) => void
}

export function KeysTable({ keys, onRevoke }: KeysTableProps) {
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>Name</th>
            <th className={classes.apart}>Begins with</th>
            <th className={classes.apart}>May</th>
            <th className={classes.apart}>Made</th>
            <th>Last used</th>
            <th>Ends</th>
            <th>
              <span className="visually-hidden">More</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                <span className={classes.name}>{key.name}</span>
                <span className={classes.below}>
                  <code>{key.start}…</code>
                </span>
                <span className={classes.below}>{scopeWords(key.scopes)}</span>
              </td>
              <td className={classes.apart}>
                <code>{key.start}…</code>
              </td>
              <td className={classes.apart} title={key.scopes.join(', ')}>
                {scopeWords(key.scopes)}
              </td>
              <td className={classes.apart}>
                <When at={key.createdAt} />
              </td>
              <td>{key.lastUsedAt === null ? <span className="quiet">never</span> : <When at={key.lastUsedAt} />}</td>
              <td>
                <Ends apiKey={key} />
              </td>
              <td className={table.tight}>
                <div className={`${classes.acts} no-print`}>
                  <Tooltip label="Acts on this key in the ledger">
                    <ActionIcon
                      renderRoot={(props) => <To {...props} href={paths.ledger({ subject: `key:${key.id}` })} />}
                      variant="subtle"
                      color="gray"
                      aria-label={`What the ledger says about the key ${key.name}`}
                    >
                      <IconBooks size={16} />
                    </ActionIcon>
                  </Tooltip>
                  <Button variant="default" size="compact-xs" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.name}`}>
                    Revoke
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Ends({ apiKey }: { readonly apiKey: ApiKey }) {
  const now = useNow()
  if (apiKey.expiresAt === null) return <span className="quiet">never</span>
  if (hasEnded(apiKey, now)) {
    return (
      <span className={classes.ended}>
        ended <When at={apiKey.expiresAt} />
      </span>
    )
  }
  return (
    <span className={endsSoon(apiKey, now) ? classes.soon : undefined}>
      <When at={apiKey.expiresAt} />
    </span>
  )
}
