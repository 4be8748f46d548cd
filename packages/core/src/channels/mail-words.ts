import type { Message } from './message.ts'

export interface MailWords {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A message as an e-mail; `link` is the whole address to go on at, `settings` where its reader chooses how she is told. */
export function mailWords(message: Message, { link, settings }: { link: string; settings: string }): MailWords {
  const { subject, lines, workflow } = message
  const head = message.severity === 'urgent' && message.alert?.state !== 'resolved' ? 'Urgent: ' : ''
  const about = workflow === null ? '' : `${workflow.name}: `
  const title = `${head}${subject.startsWith(workflow?.name ?? '\0') ? '' : about}${subject}`
  const go = message.alert === null ? 'Open it in Dayshift' : 'Open the alert in Dayshift'
  const foot = 'You are told by Dayshift, because you answer for this. Choose how you are told:'
  const text = [...lines, `${go}:\n${link}`, `-- \n${foot}\n${settings}`].join('\n\n')
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`).join('\n')
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;background:#f6f5f1;color:#1d1c18;font:15px/1.6 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #e2dfd6;border-radius:8px">
<h1 style="margin:0 0 16px;font-size:18px;line-height:1.35">${escapeHtml(title)}</h1>
${paragraphs}
<p style="margin:20px 0 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:9px 16px;background:#1d1c18;color:#fff;text-decoration:none;border-radius:6px">${go}</a></p>
</div>
<p style="max-width:560px;margin:16px auto 0;font-size:12px;color:#6b675c">${escapeHtml(foot.slice(0, -1))}: <a href="${escapeHtml(settings)}" style="color:#6b675c">how I am told</a>.</p>
</body>
</html>
`
  return { subject: title, text: `${text}\n`, html }
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
