import { basename } from 'node:path'
import { type AuditReport, wholePercent } from '@dayshift/core'

/** The report as one page that needs nothing else: no script, no outside address; it prints. */
export function auditAsHtml(file: string, report: AuditReport): string {
  const { consistency, handovers, proven } = report
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Audit of ${escaped(basename(file))}</title>
<style>${STYLES}</style>
</head>
<body>
<main>
<p class="quiet">Audit of ${escaped(basename(file))}</p>
<h1>${escaped(report.sentence)}</h1>
${consistency.tasks === 0 ? '' : readyPicture(report)}
${handovers.made === null ? '' : handoverTable(report)}
<h2>Five answers</h2>
${report.answers
  .map(
    ({ question, verdict, sentence, findings, next }, index) => `<section class="answer">
<h3>${String(index + 1)}. ${escaped(question)} <span class="verdict ${verdict}">${verdict}</span></h3>
<p>${escaped(sentence)}</p>
${list(findings)}${next.length === 0 ? '' : `<p class="label">Next</p>${list(next)}`}
</section>`,
  )
  .join('\n')}
<h2>What these logs can’t say</h2>
<table class="wide"><thead><tr><th>Question</th><th>Why</th><th>Log this to know it</th></tr></thead><tbody>
${report.unknowable
  .map(
    ({ question, sentence, log }) =>
      `<tr><td>${escaped(question)}</td><td>${escaped(sentence)}</td><td>${log.map((each) => `<code>${escaped(each)}</code>`).join(' ')}</td></tr>`,
  )
  .join('\n')}
</tbody></table>
<h2>What delivery means here</h2>
<p>${escaped(report.definition.text)}</p>
<table class="wide"><tbody>
${report.definition.parts
  .map(
    ({ part, verdict, because }) =>
      `<tr><td>${escaped(part)}</td><td><span class="verdict ${verdict}">${verdict}</span></td><td>${escaped(because)}</td></tr>`,
  )
  .join('\n')}
</tbody></table>
${
  proven.workflows.length < 2
    ? ''
    : `<h2>By workflow</h2>${list(proven.workflows.slice(0, 100).map(({ sentence }) => sentence))}`
}
</main>
</body>
</html>
`
}

/** How often every one of so many tries comes out right. */
function readyPicture({ consistency }: AuditReport): string {
  const { passAtAll, tasks } = consistency
  const rows = passAtAll
    .map((share, index) => {
      const y = index * 34
      const label = index === 0 ? 'tried once' : `tried ${String(index + 1)} times`
      return `<text x="0" y="${String(y + 20)}">${label}</text><rect x="130" y="${String(y + 6)}" width="${(share * 460).toFixed(1)}" height="20" rx="2"/><text class="figure" x="${(140 + share * 460).toFixed(1)}" y="${String(y + 20)}">${wholePercent(share)}</text>`
    })
    .join('')
  return `<h2>Is it ready?</h2>
<figure><svg viewBox="0 0 660 ${String(passAtAll.length * 34)}" role="img" aria-label="${escaped(
    passAtAll.map((share, index) => `${String(index + 1)}: ${wholePercent(share)}`).join(', '),
  )}">${rows}</svg>
<figcaption>Share of ${String(tasks)} tasks that come out right each time (pass^k, Yao et al. 2024). What runs daily meets the same task again and again: the last bar counts, not the first.</figcaption></figure>`
}

function handoverTable({ handovers: { made, due, hit, missed, extra } }: AuditReport): string {
  const cells = [
    ['Made', made],
    ['Due', due],
    ['Made when due', hit],
    ['Missed', missed],
    ['Made without need', extra],
  ] as const
  return `<h2>Hand-overs to a person</h2><table class="figures"><thead><tr>${cells.map(([name]) => `<th>${name}</th>`).join('')}</tr></thead>
<tbody><tr>${cells.map(([, n]) => `<td>${n === null ? 'unknown' : String(n)}</td>`).join('')}</tr></tbody></table>`
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const STYLES = `
:root { color-scheme: light dark; --ink: #1c2530; --quiet: #55616e; --line: #d5dbe1; --ground: #fff; --mark: #23629c; --unmet: #9c2b23; --met: #1f6f43; }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e9ee; --quiet: #a3aeba; --line: #3a444f; --ground: #14191f; --mark: #7db4e6; --unmet: #f0938b; --met: #7fcf9f; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.4rem; line-height: 1.35; margin: 0 0 1.5rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul { margin: .25rem 0 .5rem; } li { margin: .15rem 0; }
.quiet, .label, figcaption { color: var(--quiet); font-size: .875rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
.figures td { font-variant-numeric: tabular-nums; font-size: 1.1rem; }
code { font-size: .85em; white-space: nowrap; border: 1px solid var(--line); border-radius: 3px; padding: 0 .25em; }
.verdict { font-size: .8rem; font-weight: 600; border: 1px solid currentColor; border-radius: 3px; padding: 0 .4em; white-space: nowrap; }
.met { color: var(--met); } .unmet { color: var(--unmet); } .unknown { color: var(--quiet); border-style: dashed; }
figure { margin: 0; } svg { width: 100%; height: auto; font: 14px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg rect { fill: var(--mark); } .figure { font-variant-numeric: tabular-nums; }
@media (max-width: 600px) { .wide thead { display: none; } .wide tr, .wide td { display: block; } .wide tr { padding: .5rem 0; border-bottom: 1px solid var(--line); } .wide td { padding: .1rem 0; border: 0; } .wide td:first-child { font-weight: 600; } }
@media print { :root { color-scheme: light; --ink: #000; --quiet: #444; --line: #bbb; --ground: #fff; --mark: #23629c; --unmet: #9c2b23; --met: #1f6f43; } main { padding: 0; max-width: none; } li, tr, figure { break-inside: avoid; } h2, h3 { break-after: avoid; } svg rect { print-color-adjust: exact; } }
`
