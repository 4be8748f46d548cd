import { Tooltip } from '@mantine/core'
import type { Route } from '@dayshift/core'
import { IconChevronsRight, IconCornerUpRight, IconEyeCheck, IconUser } from '@tabler/icons-react'
import { ROUTE_MEANINGS, ROUTE_NAMES } from '../words/names.ts'
import classes from './route-mark.module.css'

const ICONS = {
  automatic: IconChevronsRight,
  review: IconEyeCheck,
  human: IconUser,
  'existing-process': IconCornerUpRight,
} as const

export function RouteIcon({ route, size = 14 }: { readonly route: Route; readonly size?: number }) {
  const Icon = ICONS[route]
  return <Icon size={size} stroke={2} aria-hidden className={classes[route]} />
}

/** A route with its icon, its word and its colour; the same three everywhere. */
export function RouteMark({ route }: { readonly route: Route }) {
  return (
    <Tooltip label={ROUTE_MEANINGS[route]}>
      <span className={`${classes.mark} ${classes[`${route}-mark`]}`} data-route={route}>
        <RouteIcon route={route} />
        {ROUTE_NAMES[route]}
      </span>
    </Tooltip>
  )
}
