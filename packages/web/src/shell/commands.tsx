import { useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import {
  IconBell,
  IconContrast,
  IconInbox,
  IconLayoutRows,
  IconListCheck,
  IconRoute,
  IconSearch,
  IconSend,
  IconTimelineEvent,
} from '@tabler/icons-react'
import { useState } from 'react'
import { runsQuery } from '../api/runs.ts'
import { workflowsQuery } from '../api/workflows.ts'
import { useDensity } from '../components/settings.ts'
import { useGo } from '../components/use-go.ts'
import { paths } from '../paths.ts'
import { formatRelative } from '../words/format.ts'
import { PLACES } from './places.ts'

const ICON = { size: 18, stroke: 1.6 } as const

/** ⌘K: to any place, workflow or unit, and what can be set. */
export function Commands() {
  const go = useGo()
  const [query, setQuery] = useState('')
  const [unit] = useDebouncedValue(query.trim(), 200)
  const { data: workflows } = useQuery(workflowsQuery)
  const { data: runs } = useQuery({ ...runsQuery({ unit }), enabled: unit.length >= 2, placeholderData: undefined })
  const { setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Units',
      actions: unitActions(query.trim(), runs?.items ?? [], go),
    },
    {
      group: 'Places',
      actions: [
        ...PLACES,
        { label: 'Playbooks', href: paths.playbooks, icon: IconListCheck },
        { label: 'Channels', href: paths.channels, icon: IconSend },
        { label: 'How I am told', href: paths.told, icon: IconBell },
      ].map(({ label, href, icon: Icon }) => ({
        id: href,
        label,
        leftSection: <Icon {...ICON} />,
        onClick: () => go(href),
      })),
    },
    {
      group: 'Workflows',
      actions: (workflows?.items ?? []).map(({ slug, name, purpose }) => ({
        id: `workflow ${slug}`,
        label: name,
        description: purpose,
        keywords: slug,
        leftSection: <IconRoute {...ICON} />,
        onClick: () => go(paths.workflow(slug)),
      })),
    },
    {
      group: 'This screen',
      actions: [
        ...(['light', 'dark', 'auto'] as const).map((scheme) => ({
          id: `scheme ${scheme}`,
          label: scheme === 'auto' ? 'Light or dark as the system says' : `Use the ${scheme} screen`,
          keywords: 'theme colour scheme night day system',
          leftSection: <IconContrast {...ICON} />,
          onClick: () => setColorScheme(scheme),
        })),
        {
          id: 'density',
          label: density === 'compact' ? 'Roomy rows' : 'Dense rows',
          keywords: 'density compact comfortable table',
          leftSection: <IconLayoutRows {...ICON} />,
          onClick: () => setDensity(density === 'compact' ? 'comfortable' : 'compact'),
        },
      ],
    },
  ]

  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      scrollable
      centered={false}
      yOffset="14vh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 80 }}
      maxHeight={420}
      nothingFound="Nothing by that name."
      searchProps={{
        leftSection: <IconSearch {...ICON} aria-hidden />,
        placeholder: 'A place, a workflow, a unit key',
        'aria-label': 'Search and commands',
      }}
    />
  )
}

function unitActions(
  query: string,
  runs: readonly {
    readonly id: string
    readonly unitKey: string
    readonly workflowName: string
    readonly startedAt: string
    readonly caseId: string | null
  }[],
  go: (href: string) => void,
): SpotlightActionGroupData['actions'] {
  if (query.length < 2) return []
  const now = new Date()
  const found = runs.slice(0, 4).flatMap(({ id, unitKey, workflowName, startedAt, caseId }) => {
    const description = `${workflowName}, ${formatRelative(new Date(startedAt), now)}`
    const run = {
      id: `run ${id}`,
      label: `Run of ${unitKey}`,
      description,
      keywords: query,
      leftSection: <IconTimelineEvent {...ICON} />,
      onClick: () => go(paths.run(id)),
    }
    if (caseId === null) return [run]
    const open = {
      id: `case ${caseId}`,
      label: `Case of ${unitKey}`,
      description,
      keywords: query,
      leftSection: <IconInbox {...ICON} />,
      onClick: () => go(paths.inbox({ case: caseId })),
    }
    return [open, run]
  })
  if (found.length > 0) return found
  return [
    {
      id: 'runs of unit',
      label: `All runs of unit “${query}”`,
      keywords: query,
      leftSection: <IconTimelineEvent {...ICON} />,
      onClick: () => go(paths.runs({ unit: query })),
    },
  ]
}
