import { Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { IconEye, IconEyeExclamation } from '@tabler/icons-react'
import { dutiesQuery } from '../api/duties.ts'
import classes from './on-watch.module.css'
import { useSession } from './use-session.ts'

/** Who is on watch now, on every page of a workflow. */
export function OnWatch() {
  const slug = useLocation({
    select: ({ pathname, search }) => {
      const [, found] = /^\/workflows\/([a-z][a-z0-9-]*)(?:\/|$)/.exec(pathname) ?? []
      if (found !== undefined) return found === 'new' ? null : found
      const { workflow } = search as { workflow?: unknown }
      return pathname === '/runs' && typeof workflow === 'string' ? workflow : null
    },
  })
  const { person: me } = useSession()
  const { data } = useQuery({ ...dutiesQuery(slug ?? ''), enabled: slug !== null })
  if (slug === null || data === undefined) return null
  const { person, orphaned, sentence } = data.watch
  const Icon = orphaned ? IconEyeExclamation : IconEye
  return (
    <Tooltip label={sentence} multiline maw={320}>
      <span className={classes.watch} data-orphaned={orphaned || undefined} tabIndex={0}>
        <Icon size={15} stroke={1.8} aria-hidden />
        <span className={classes.label}>On watch</span>
        <span className={classes.name}>{person === null ? 'nobody' : person.id === me.id ? 'You' : person.name}</span>
        {orphaned && <span className="visually-hidden">, standing in: {sentence}</span>}
      </span>
    </Tooltip>
  )
}
