import '@xyflow/react/dist/style.css'
import { graphlib, layout } from '@dagrejs/dagre'
import { nameOfSeam } from '@dayshift/core'
import { useComputedColorScheme } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowsSplit2, IconTool, IconUsersGroup } from '@tabler/icons-react'
import {
  type ColorMode,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react'
import { useMemo } from 'react'
import type { Seam, SeamNode } from '../../api/seams.ts'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import classes from './seams.module.css'
import { shownOf, stateWords, yearly } from './seams-words.ts'

const WIDTH = 168
const HEIGHT = 46

type Direction = 'LR' | 'TB'
type SideNode = Node<
  {
    readonly name: string
    readonly kind: SeamNode['kind']
    readonly owner: string | null
    /** Where routine and judgement divide within it. */
    readonly within: readonly Seam[]
    readonly direction: Direction
  },
  'side'
>

/** Teams and tools with their seams: width is volume, colour is state, the label is what it costs a year. */
export function SeamMap({ seams, nodes }: { readonly seams: readonly Seam[]; readonly nodes: readonly SeamNode[] }) {
  const go = useGo()
  const scheme = useComputedColorScheme()
  // On a narrow screen work flows down, on a wide one to the right.
  const direction = useMediaQuery('(width <= 760px)', false, { getInitialValueInEffect: false }) ? 'TB' : 'LR'
  const placed = useMemo(() => place(seams, nodes, direction), [seams, nodes, direction])
  return (
    <div
      className={classes['map']}
      style={{ height: placed.height }}
      role="group"
      aria-label="Map of seams; the table below says the same"
    >
      <ReactFlow
        key={`${direction} ${placed.edges.map(({ id }) => id).join(' ')}`}
        nodes={placed.nodes}
        edges={placed.edges}
        nodeTypes={NODE_TYPES}
        colorMode={scheme satisfies ColorMode}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1.1 }}
        minZoom={0.08}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable
        zoomOnScroll={false}
        preventScrolling={false}
        onEdgeClick={(_event, { id }) => go(paths.seam(id))}
        proOptions={{ hideAttribution: true }}
      >
        <Controls showInteractive={false} position="bottom-right" />
      </ReactFlow>
    </div>
  )
}

const NODE_TYPES = { side: Side }

function Side({ data: { name, kind, owner, within, direction } }: NodeProps<SideNode>) {
  const Icon = kind === 'team' ? IconUsersGroup : IconTool
  return (
    <div className={classes['node']} data-kind={kind}>
      <Handle
        type="target"
        position={direction === 'LR' ? Position.Left : Position.Top}
        className={classes['handle'] ?? ''}
        isConnectable={false}
      />
      <Icon size={16} aria-label={kind === 'team' ? 'Team' : 'Tool'} />
      <span className={classes['nodeWords']}>
        <span className={classes['nodeName']} title={name}>
          {name}
        </span>
        <span className={classes['nodeOwner']}>{owner ?? 'nobody answers for it'}</span>
      </span>
      {within.map((seam) => (
        <To
          key={seam.id}
          href={paths.seam(seam.id)}
          className={`${classes['within'] ?? ''} nopan`}
          data-shown={shownOf(seam)}
          aria-label={`Routine and judgement within ${name}: ${stateWords(seam)}`}
          title={`Routine and judgement: ${stateWords(seam)}`}
        >
          <IconArrowsSplit2 size={15} aria-hidden />
        </To>
      ))}
      <Handle
        type="source"
        position={direction === 'LR' ? Position.Right : Position.Bottom}
        className={classes['handle'] ?? ''}
        isConnectable={false}
      />
    </div>
  )
}

/** The layout is the same for the same seams, whatever order they come in. */
function place(
  seams: readonly Seam[],
  nodes: readonly SeamNode[],
  direction: Direction,
): { readonly nodes: SideNode[]; readonly edges: Edge[]; readonly height: number } {
  const used = new Set(seams.flatMap(({ from, to }) => [from.id, to.id]))
  const shown = nodes.filter(({ id }) => used.has(id))
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: direction, nodesep: 22, ranksep: direction === 'LR' ? 150 : 70, marginx: 8, marginy: 8 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of shown) graph.setNode(id, { width: WIDTH, height: HEIGHT })
  const inOrder = seams.toSorted((a, b) =>
    nameOfSeam(a) < nameOfSeam(b) ? -1 : nameOfSeam(a) > nameOfSeam(b) ? 1 : a.id < b.id ? -1 : 1,
  )
  const between = inOrder.filter(({ from, to }) => from.id !== to.id)
  for (const { id, from, to } of between) graph.setEdge(from.id, to.id, {}, id)
  layout(graph)
  const { width = 1, height = 1 } = graph.graph() as { width?: number; height?: number }
  const most = Math.max(1, ...seams.map(({ volumePerWeek }) => volumePerWeek ?? 0))
  return {
    height: heightFor(width, height, direction),
    nodes: shown.map(({ id, name, kind, owner }) => {
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number }
      return {
        id,
        type: 'side',
        position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
        data: {
          name,
          kind,
          owner: owner?.name ?? null,
          within: inOrder.filter(({ from, to }) => from.id === id && to.id === id),
          direction,
        },
        width: WIDTH,
        height: HEIGHT,
      }
    }),
    edges: between.map((seam) => {
      const colour = COLOURS[shownOf(seam)]
      const label = seam.cost.yearly === null ? '' : yearly(seam.cost.yearly, seam.currency)
      return {
        id: seam.id,
        source: seam.from.id,
        target: seam.to.id,
        ariaLabel: `${nameOfSeam(seam)}: ${stateWords(seam)}${label === '' ? '' : `, ${label} a year`}`,
        focusable: true,
        ...(label === '' ? {} : { label }),
        labelBgPadding: [6, 3] as [number, number],
        labelBgBorderRadius: 4,
        labelStyle: { fill: 'var(--ds-ink)', fontSize: 12, fontWeight: 550 },
        labelBgStyle: { fill: 'var(--ds-surface)', stroke: colour },
        style: {
          stroke: colour,
          strokeWidth: 1.5 + 6.5 * Math.sqrt((seam.volumePerWeek ?? 0) / most),
          ...(seam.owner === null ? { strokeDasharray: '7 5' } : {}),
        },
        markerEnd: {
          type: MarkerType.ArrowClosed,
          color: colour,
          width: 16,
          height: 16,
          markerUnits: 'userSpaceOnUse',
        },
      }
    }),
  }
}

const ABOUT_WIDE = 960
const ABOUT_NARROW = 340

/** As high as the picture needs to fill its width, within what a screen shows of it at once. */
function heightFor(width: number, height: number, direction: Direction): number {
  const scale = Math.min(1.1, (direction === 'LR' ? ABOUT_WIDE : ABOUT_NARROW) / width)
  return Math.round(Math.min(620, Math.max(220, height * scale + 80)))
}

const COLOURS = {
  met: 'var(--ds-good)',
  attention: 'var(--ds-person)',
  unmet: 'var(--ds-alarm)',
  unknown: 'var(--ds-line-strong)',
} as const
