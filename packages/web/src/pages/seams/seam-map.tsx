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
import { formatCount, formatDuration } from '../../words/format.ts'
import classes from './seams.module.css'
import { mostDrawn } from './most-drawn.ts'
import { shownOf, stateWords, yearly } from './seams-words.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const MOST_WIDE = 168
const LEAST_WIDE = 92
/** Icon, gaps and edges of a node, and about what a letter of its name takes. */
const AROUND = 52
const LETTER = 7.5

/** One size for all nodes of a map: as wide as the longest name asks, lower where no words stand below the names. */
function sizeOf(nodes: readonly MapNode[]): Size {
  const longest = Math.max(0, ...nodes.map(({ name }) => name.length))
  const hasMore = nodes.some(({ note, within }) => note !== '' || within.length > 0)
  const width = Math.min(MOST_WIDE, Math.max(LEAST_WIDE, Math.round(AROUND + LETTER * longest)))
  return hasMore ? { width: MOST_WIDE, height: 46 } : { width, height: 34 }
}

const LABEL_WIDTH = 92
const LABEL_HEIGHT = 24

type Direction = 'LR' | 'TB'
// As a type of its own, not an interface: React Flow's data have an index signature.
type SideNode = Node<{ readonly [K in keyof MapNode]: MapNode[K] } & { readonly direction: Direction }, 'side'>

/** What is drawn between two sides. */
interface MapEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Plain words for who doesn't see it. */
  readonly says: string
  /** Short; empty where there is none. */
  readonly label: string
  /** How much goes over it, in any unit; null where nobody knows. */
  readonly volume: number | null
  readonly colour: string
  readonly isDashed: boolean
  /** Where a click leads; null where nowhere. */
  readonly href: string | null
}

interface MapNode {
  readonly id: string
  readonly kind: SeamNode['kind']
  readonly name: string
  /** Quiet words below the name. */
  readonly note: string
  /** Where routine and judgement divide within it. */
  readonly within: readonly Seam[]
}

/** Teams and tools with their seams: width is volume, colour is state, the label is what it costs a year. */
export function SeamMap({ seams, nodes }: { readonly seams: readonly Seam[]; readonly nodes: readonly SeamNode[] }) {
  const drawn = useMemo(() => {
    const inOrder = seams.toSorted((a, b) =>
      nameOfSeam(a) < nameOfSeam(b) ? -1 : nameOfSeam(a) > nameOfSeam(b) ? 1 : a.id < b.id ? -1 : 1,
    )
    const used = new Set(seams.flatMap(({ from, to }) => [from.id, to.id]))
    return {
      nodes: nodes
        .filter(({ id }) => used.has(id))
        .map(({ id, kind, name, owner }) => ({
          id,
          kind,
          name,
          note: owner?.name ?? 'nobody answers for it',
          within: inOrder.filter(({ from, to }) => from.id === id && to.id === id),
        })),
      edges: inOrder
        .filter(({ from, to }) => from.id !== to.id)
        .map((seam): MapEdge => {
          const label = seam.cost.yearly === null ? '' : yearly(seam.cost.yearly, seam.currency)
          return {
            id: seam.id,
            from: seam.from.id,
            to: seam.to.id,
            says: `${nameOfSeam(seam)}: ${stateWords(seam)}${label === '' ? '' : `, ${label} a year`}`,
            label,
            volume: seam.volumePerWeek,
            colour: COLOURS[shownOf(seam)],
            isDashed: seam.owner === null,
            href: paths.seam(seam.id),
          }
        }),
    }
  }, [seams, nodes])
  return <SideMap {...drawn} says="Map of seams; the table below says the same" />
}

/** The pairs of a log between which work waits longest in all, with colour for how long one waits there. */
export function FoundMap({
  pairs,
}: {
  readonly pairs: readonly {
    readonly from: string
    readonly to: string
    readonly count: number
    readonly waitMs: number
  }[]
}) {
  const drawn = useMemo(() => {
    const shown = mostDrawn(pairs)
    const waits = shown.map(({ waitMs }) => waitMs).toSorted((a, b) => a - b)
    const long = waits[Math.floor(waits.length * 0.8)] ?? 0
    const isLong = (waitMs: number) => long > 0 && waitMs >= long
    return {
      nodes: [...new Set(shown.flatMap(({ from, to }) => [from, to]))].map((name): MapNode => ({
        id: name,
        kind: 'team',
        name,
        note: '',
        within: [],
      })),
      edges: shown.map(({ from, to, count, waitMs }): MapEdge => ({
        id: `${from} → ${to}`,
        from,
        to,
        says: `${from} → ${to}: ${formatCount(count, 'handover')}, waits ${formatDuration(waitMs)}`,
        label: isLong(waitMs) ? formatDuration(waitMs) : '',
        volume: count,
        colour: isLong(waitMs) ? COLOURS.unmet : 'var(--ds-accent)',
        isDashed: false,
        href: null,
      })),
    }
  }, [pairs])
  return <SideMap {...drawn} says="Map of who hands work to whom; the table below says the same" />
}

function SideMap({
  nodes,
  edges,
  says,
}: {
  readonly nodes: readonly MapNode[]
  readonly edges: readonly MapEdge[]
  readonly says: string
}) {
  const go = useGo()
  const scheme = useComputedColorScheme()
  // On a narrow screen work flows down, on a wide one to the right.
  const direction = useMediaQuery('(width <= 760px)', false, { getInitialValueInEffect: false }) ? 'TB' : 'LR'
  const placed = useMemo(() => place(nodes, edges, direction), [nodes, edges, direction])
  const follow = (id: string) => {
    const href = edges.find((edge) => edge.id === id)?.href ?? null
    if (href !== null) go(href)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its edges have the focus, and React Flow tells of clicks alone
    <div
      className={classes['map']}
      style={{ height: placed.height }}
      role="group"
      aria-label={says}
      // What has the focus in the map is an edge: Enter follows it as a click does.
      onKeyDown={({ key, target }) => {
        const edge = target instanceof Element ? target.closest('.react-flow__edge') : null
        if (key === 'Enter' && edge !== null) follow(edge.getAttribute('data-id') ?? '')
      }}
    >
      <ReactFlow
        key={`${direction} ${placed.edges.map(({ id }) => id).join(' ')}`}
        nodes={placed.nodes}
        edges={placed.edges}
        nodeTypes={NODE_TYPES}
        colorMode={scheme satisfies ColorMode}
        fitView={placed.fits}
        defaultViewport={{ x: 16, y: 16, zoom: LEAST_ZOOM }}
        fitViewOptions={{ padding: 0.08, maxZoom: 1.1 }}
        minZoom={0.08}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable
        zoomOnScroll={false}
        preventScrolling={false}
        onEdgeClick={(_event, { id }) => follow(id)}
        proOptions={{ hideAttribution: true }}
      >
        <Controls showInteractive={false} position="bottom-right" />
      </ReactFlow>
    </div>
  )
}

const NODE_TYPES = { side: Side }

function Side({ data: { name, kind, note, within, direction } }: NodeProps<SideNode>) {
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
        {note !== '' && <span className={classes['nodeOwner']}>{note}</span>}
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

/** The layout is the same for the same edges. */
function place(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  direction: Direction,
): {
  readonly nodes: SideNode[]
  readonly edges: Edge[]
  readonly height: number
  /** True where the whole can be read at once. */
  readonly fits: boolean
} {
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: direction, nodesep: 22, ranksep: 56, marginx: 8, marginy: 8 })
  graph.setDefaultEdgeLabel(() => ({}))
  const node = sizeOf(nodes)
  for (const { id } of nodes) graph.setNode(id, { ...node })
  // Room for a label only where there is one.
  for (const { id, from, to, label } of edges) {
    const size = label === '' ? { width: 0, height: 0 } : { width: LABEL_WIDTH, height: LABEL_HEIGHT, labelpos: 'c' }
    graph.setEdge(from, to, size, id)
  }
  layout(graph)
  const { width, height, at } = inLayers(
    nodes.map(({ id }) => ({ id, ...(graph.node(id) as { x: number; y: number }) })),
    graph.graph() as { width?: number; height?: number },
    direction,
    node,
  )
  const most = Math.max(1, ...edges.map(({ volume }) => volume ?? 0))
  return {
    ...sizeFor(width, height, direction),
    nodes: nodes.map((each) => {
      const { x, y } = at.get(each.id) ?? { x: 0, y: 0 }
      return {
        id: each.id,
        type: 'side',
        position: { x: x - node.width / 2, y: y - node.height / 2 },
        data: { ...each, direction },
        ...node,
      }
    }),
    // What has words is drawn last, so that no other line crosses them.
    edges: edges
      .toSorted((a, b) => Number(a.label !== '') - Number(b.label !== ''))
      .map(({ id, from, to, says, label, volume, colour, isDashed }) => ({
        id,
        source: from,
        target: to,
        ariaLabel: says,
        focusable: true,
        ...(label === '' ? {} : { label }),
        labelBgPadding: [6, 3] as [number, number],
        labelBgBorderRadius: 4,
        labelStyle: { fill: 'var(--ds-ink)', fontSize: 12, fontWeight: 550 },
        labelBgStyle: { fill: 'var(--ds-surface)', stroke: colour },
        style: {
          stroke: colour,
          strokeWidth: 1.5 + (edges.length > 20 ? 3 : 6.5) * Math.sqrt((volume ?? 0) / most),
          ...(isDashed ? { strokeDasharray: '7 5' } : {}),
        },
        markerEnd: {
          type: MarkerType.ArrowClosed,
          color: colour,
          width: 16,
          height: 16,
          markerUnits: 'userSpaceOnUse',
        },
      })),
  }
}

interface Placed {
  readonly id: string
  readonly x: number
  readonly y: number
}

const MOST_ACROSS: { readonly [D in Direction]: number } = { LR: 8, TB: 2 }
const GAP_ALONG = 96
const GAP_WITHIN = 40
const GAP_ACROSS = 22

/**
 * Breaks layers of many into several beside each other: who hands to thirty others would make a picture of thirty rows and
 * two columns. Where none is so long, all stays as it was laid out.
 */
function inLayers(
  placed: readonly Placed[],
  { width = 1, height = 1 }: { readonly width?: number; readonly height?: number },
  direction: Direction,
  node: Size,
): { readonly width: number; readonly height: number; readonly at: ReadonlyMap<string, Omit<Placed, 'id'>> } {
  const isRight = direction === 'LR'
  const layers = new Map<number, Placed[]>()
  for (const each of placed) {
    const along = Math.round(isRight ? each.x : each.y)
    layers.set(along, [...(layers.get(along) ?? []), each])
  }
  const most = MOST_ACROSS[direction]
  if ([...layers.values()].every((layer) => layer.length <= most)) {
    return { width, height, at: new Map(placed.map((each) => [each.id, each])) }
  }
  const [sizeAlong, sizeAcross] = isRight ? [node.width, node.height] : [node.height, node.width]
  const step = sizeAcross + GAP_ACROSS
  const rows = Math.min(most, Math.max(...[...layers.values()].map((layer) => layer.length)))
  const at = new Map<string, Omit<Placed, 'id'>>()
  let along = 8 + sizeAlong / 2
  for (const [, layer] of [...layers].toSorted(([a], [b]) => a - b)) {
    const inOrder = layer.toSorted((a, b) => (isRight ? a.y - b.y : a.x - b.x))
    const columns = Math.ceil(inOrder.length / most)
    const tall = Math.ceil(inOrder.length / columns)
    for (const [place, { id }] of inOrder.entries()) {
      const column = place % columns
      // Every second one stands half a row lower, so that what leads further back is seen between two.
      const lower = isRight && columns > 1 && column % 2 === 1 ? step / 2 : 0
      const across = 8 + sizeAcross / 2 + ((rows - tall) / 2 + Math.floor(place / columns)) * step + lower
      const on = along + column * (sizeAlong + GAP_WITHIN)
      at.set(id, isRight ? { x: on, y: across } : { x: across, y: on })
    }
    along += (columns - 1) * (sizeAlong + GAP_WITHIN) + sizeAlong + GAP_ALONG
  }
  const [long, across] = [along - GAP_ALONG - sizeAlong / 2 + 8, (rows + 0.5) * step]
  return { width: isRight ? long : across, height: isRight ? across : long, at }
}

const ABOUT_WIDE = 960
const ABOUT_NARROW = 340

const HIGHEST = 620
/** Below this the words can't be read: then the map starts at its beginning, to be moved and zoomed. */
const LEAST_ZOOM = 0.72

/** As high as the picture needs to fill its width, within what a screen shows of it at once. */
function sizeFor(width: number, height: number, direction: Direction): { height: number; fits: boolean } {
  const scale = Math.min(1.1, (direction === 'LR' ? ABOUT_WIDE : ABOUT_NARROW) / width)
  const shown = height * Math.max(scale, LEAST_ZOOM) + 80
  return {
    height: Math.round(Math.min(HIGHEST, Math.max(220, shown))),
    fits: Math.min(scale, (HIGHEST - 40) / height) >= LEAST_ZOOM,
  }
}

const COLOURS = {
  met: 'var(--ds-good)',
  attention: 'var(--ds-person)',
  unmet: 'var(--ds-alarm)',
  unknown: 'var(--ds-line-strong)',
} as const
