import { type SeamPair, type SeamReport, wholePercent } from '@dayshift/core'
import { basename } from 'node:path'
import { counted } from '../cost/cost-in-words.ts'
import { about, breakerInWords, dayOf, headline } from './seams-in-words.ts'
import { rankingColumns, rankingRow } from './ranking-row.ts'

const MOST_ROWS = 40
/** More actors than that are not told apart on one picture; the busiest are drawn. */
const MOST_ACTORS = 18
const MOST_EDGES = 60

/** One page that stands alone: sentence, map, ranking, pairs, what can't be known. No script, nothing loaded. */
export function seamsPage(path: string, report: SeamReport, assumed: readonly string[]): string {
  const { log, handovers, ranking, unknowable, breakers, read, outcome } = report
  const name = basename(path)
  const pairs = handovers.pairs ?? []
  const facts = [
    counted(log.cases, 'case'),
    counted(log.events, 'event'),
    counted(log.variants, 'variant'),
    ...(log.from === null ? [] : [`${dayOf(log.from)} to ${dayOf(log.to)}`]),
    ...(log.rejected === 0 ? [] : [`${counted(log.rejected, 'row')} could not be taken`]),
  ]
  const hasCost = ranking?.some(({ costPerYear }) => costPerYear !== null) === true
  const groups = outcome === null ? [] : (outcome.byCounter ?? outcome.byHandovers)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Seams in ${escaped(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="file">${escaped(name)}</p>
<h1>${escaped(headline(report))}</h1>
<p class="facts">${escaped(facts.join(' · '))}</p>
${pairs.length === 0 ? '' : `<section><h2>Map</h2>${map(pairs)}</section>`}
${
  ranking === null || ranking.length === 0
    ? ''
    : `<section><h2>What costs most</h2>${table(
        rankingColumns(hasCost),
        ranking.slice(0, MOST_ROWS).map((seam) => rankingRow(seam, hasCost)),
        [0, 3, 4, 5],
        ranking.length,
      )}</section>`
}
${
  pairs.length === 0
    ? ''
    : `<section><h2>Handovers</h2>${table(
        ['from', 'to', 'handovers', 'cases', 'median wait', '90 % within', 'straight back', 'empty after'],
        pairs
          .slice(0, MOST_ROWS)
          .map(({ from, to, count, cases, wait, workingWait, pingPong, missingContext }) => [
            from,
            to,
            count.toLocaleString('en'),
            cases.toLocaleString('en'),
            about((workingWait ?? wait).medianMs),
            about((workingWait ?? wait).p90Ms),
            pingPong.toLocaleString('en'),
            missingContext.map(({ attribute, lost, of }) => `${attribute} (${wholePercent(lost / of)})`).join(', '),
          ]),
        [2, 3, 4, 5, 6],
        pairs.length,
      )}</section>`
}
${
  groups.length === 0
    ? ''
    : `<section><h2>How cases turn out</h2>${table(
        ['handovers', 'cases', 'good', '95 % between'],
        groups.map(({ handovers: size, cases, share, interval: [low, high] }) => [
          size,
          cases.toLocaleString('en'),
          wholePercent(share),
          `${wholePercent(low)} and ${wholePercent(high)}`,
        ]),
        [1, 2],
        groups.length,
      )}<p>${escaped(outcome?.caution ?? '')}</p></section>`
}
${breakers.length === 0 ? '' : `<section><h2>What changed over time</h2>${list(breakers.map(breakerInWords))}</section>`}
<section><h2>What this log can’t tell</h2>${list(unknowable.map(({ why }) => `${why}.`))}</section>
<section><h2>How it was read</h2>${list([...assumed, ...read.notes, `${read.format}, ${read.encoding}${read.delimiter === null ? '' : `, cells divided by ${JSON.stringify(read.delimiter)}`}`])}</section>
</main>
</body>
</html>
`
}

/** Actors on a circle, the busiest first; an edge is as wide as its volume and as red as its median wait is long. */
function map(pairs: readonly SeamPair[]): string {
  const volume = new Map<string, number>()
  for (const { from, to, count } of pairs)
    for (const actor of [from, to]) volume.set(actor, (volume.get(actor) ?? 0) + count)
  const all = [...volume].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const shown = all.slice(0, MOST_ACTORS).map(([actor]) => actor)
  const drawn = pairs.filter(({ from, to }) => shown.includes(from) && shown.includes(to)).slice(0, MOST_EDGES)
  const [width, height, across, down] = [920, 620, 330, 235]
  const placeOf = new Map(
    shown.map((actor, at) => {
      const angle = (2 * Math.PI * at) / shown.length - Math.PI / 2
      return [
        actor,
        { x: width / 2 + across * Math.cos(angle), y: height / 2 + down * Math.sin(angle), cos: Math.cos(angle) },
      ] as const
    }),
  )
  const most = Math.max(...drawn.map(({ count }) => count), 1)
  const waits = drawn.map(({ wait, workingWait }) => (workingWait ?? wait).medianMs).sort((a, b) => a - b)
  const edges = drawn.toReversed().map(({ from, to, count, wait, workingWait, pingPong }) => {
    const [a, b] = [placeOf.get(from), placeOf.get(to)]
    if (a === undefined || b === undefined) return ''
    const median = (workingWait ?? wait).medianMs
    const rank = waits.length < 2 ? 0 : waits.indexOf(median) / (waits.length - 1)
    const heat = rank > 0.8 ? 'hot' : rank > 0.5 ? 'warm' : 'cool'
    // Bent to one side, so that the way back is another line.
    const bend = { x: (a.x + b.x) / 2 + (b.y - a.y) * 0.16, y: (a.y + b.y) / 2 - (b.x - a.x) * 0.16 }
    const length = Math.hypot(b.x - bend.x, b.y - bend.y) || 1
    const end = { x: b.x - ((b.x - bend.x) / length) * 12, y: b.y - ((b.y - bend.y) / length) * 12 }
    const title = `${from} to ${to}: ${counted(count, 'handover')}, median wait ${about(median)}, ${counted(pingPong, 'time')} straight back`
    return `<path class="${heat}" d="M${at(a)} Q${at(bend)} ${at(end)}" stroke-width="${(1 + 7 * Math.sqrt(count / most)).toFixed(1)}" marker-end="url(#${heat})"><title>${escaped(title)}</title></path>`
  })
  const nodes = shown.map((actor) => {
    const { x, y, cos } = placeOf.get(actor) ?? { x: 0, y: 0, cos: 0 }
    const anchor = Math.abs(cos) < 0.25 ? 'middle' : cos > 0 ? 'start' : 'end'
    const dx = anchor === 'middle' ? 0 : cos > 0 ? 14 : -14
    const dy = anchor === 'middle' ? (y < height / 2 ? -16 : 24) : 5
    const label = actor.length > 24 ? `${actor.slice(0, 23)}…` : actor
    return `<g><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="8"><title>${escaped(`${actor}: ${counted(volume.get(actor) ?? 0, 'handover')}`)}</title></circle><text x="${(x + dx).toFixed(1)}" y="${(y + dy).toFixed(1)}" text-anchor="${anchor}">${escaped(label)}</text></g>`
  })
  const left = all.length - shown.length
  const note = [
    'A line is as wide as its volume; its colour is the wait at the seam, the longest fifth in red.',
    ...(left > 0 ? [`${counted(left, 'actor')} with fewer handovers ${left === 1 ? 'is' : 'are'} not drawn.`] : []),
  ]
  return `<figure><svg viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="Map of ${counted(shown.length, 'actor')} and ${counted(drawn.length, 'seam')} between them; the table below says the same">
<defs>${['cool', 'warm', 'hot'].map((heat) => `<marker id="${heat}" class="${heat}" viewBox="0 0 8 8" refX="5" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker>`).join('')}</defs>
${edges.join('\n')}
${nodes.join('\n')}
</svg><figcaption>${escaped(note.join(' '))}</figcaption></figure>`
}

function at({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}

function table(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
  all: number,
): string {
  const cell = (tag: 'th' | 'td', text: string, place: number) =>
    `<${tag}${tag === 'th' ? ' scope="col"' : ''}${right.includes(place) ? ' class="figure"' : ''}>${escaped(text)}</${tag}>`
  const head = `<tr>${names.map((name, place) => cell('th', name, place)).join('')}</tr>`
  const body = rows.map((row) => `<tr>${row.map((text, place) => cell('td', text, place)).join('')}</tr>`).join('\n')
  const more = all > rows.length ? `<p>${(all - rows.length).toLocaleString('en')} more are left out.</p>` : ''
  return `<div class="wide"><table><thead>${head}</thead><tbody>${body}</tbody></table></div>${more}`
}

function list(lines: readonly string[]): string {
  const more = lines.length > MOST_ROWS ? `<li>and ${(lines.length - MOST_ROWS).toLocaleString('en')} more</li>` : ''
  return `<ul>${lines
    .slice(0, MOST_ROWS)
    .map((line) => `<li>${escaped(line)}</li>`)
    .join('')}${more}</ul>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const STYLE = `
:root { color-scheme: light dark; --text: #1d2129; --soft: #5a6270; --line: #dfe3e8; --page: #fff; --cool: #7b8798; --warm: #b7791f; --hot: #c53030; --node: #24548f; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ee; --soft: #a3acba; --line: #333a45; --page: #14171c; --cool: #7d8899; --warm: #d69e2e; --hot: #f56565; --node: #7fb0ee; } }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 24px; line-height: 1.3; margin: 4px 0 8px; font-weight: 600; }
h2 { font-size: 17px; margin: 40px 0 10px; font-weight: 600; }
.file, .facts, figcaption { color: var(--soft); margin: 0; }
figure { margin: 0; } svg { width: 100%; height: auto; }
svg path { fill: none; } marker path { stroke: none; }
path.cool { stroke: var(--cool); opacity: .55; } path.warm { stroke: var(--warm); opacity: .8; } path.hot { stroke: var(--hot); opacity: .85; }
marker.cool path { fill: var(--cool); } marker.warm path { fill: var(--warm); } marker.hot path { fill: var(--hot); }
circle { fill: var(--node); } svg text { fill: var(--text); font-size: 14px; paint-order: stroke; stroke: var(--page); stroke-width: 4px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--soft); } th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
ul { padding-left: 20px; margin: 0; } li { margin: 4px 0; }
`
