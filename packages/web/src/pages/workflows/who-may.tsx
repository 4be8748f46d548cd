import type { Role } from '@dayshift/core'
import { useQuery } from '@tanstack/react-query'
import { peopleQuery } from '../../api/people.ts'
import { listOf } from '../../words/format.ts'
import classes from './who-may.module.css'

interface WhoMayProps {
  /** What they may do, after "may": "pause it". */
  readonly act: string
  readonly roles: readonly Role[]
}

/** Who does it, where it isn't you. */
export function WhoMay({ act, roles }: WhoMayProps) {
  const { data } = useQuery(peopleQuery)
  const able = data?.items.filter(({ active, role }) => active && roles.includes(role)).map(({ name }) => name) ?? []
  const shown = able.length > MOST ? [...able.slice(0, MOST), `${able.length - MOST} more`] : able
  return <p className={classes.may}>{shown.length === 0 ? `An admin may ${act}.` : `${listOf(shown)} may ${act}.`}</p>
}

const MOST = 3
