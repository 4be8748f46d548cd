import { mailWords } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { MailFailed } from '../../platform/outbound/index.ts'
import type { Outcome } from './outcome.ts'
import { type SendJob, type SendParts, TRY_MS, wholeLink } from './send-parts.ts'

/** Milliseconds that one try may take in all: less than the time for which a delivery stays taken. */
const WHOLE_MS = 60_000

/** By e-mail to one person; the mail's id is the delivery's, so that a mail program shows a repeated one once. */
export async function sendEmail(parts: SendParts, job: SendJob): Promise<Outcome> {
  const { mail } = parts
  if (mail === null) {
    return {
      kind: 'dropped',
      error: 'E-mail is not set up: an operator sets DAYSHIFT_SMTP_URL and DAYSHIFT_SMTP_FROM.',
    }
  }
  const { content, personId } = job
  if ((content.kind !== 'message' && content.kind !== 'test') || personId === null) {
    return { kind: 'dropped', error: 'E-mail takes messages to people alone.' }
  }
  const to = await addressOf(parts, job.workspaceId, personId)
  if (to === null) return { kind: 'dropped', error: 'She is no member of this workspace any more.' }
  const { message } = content
  const words = mailWords(message, {
    link: wholeLink(parts, message.link),
    settings: wholeLink(parts, '/settings/told'),
  })
  try {
    const patience = { idleMs: TRY_MS, wholeMs: WHOLE_MS, signal: job.signal }
    await mail.send({ to, ...words, id: job.id, at: job.createdAt, thread: job.thread }, patience)
    return { kind: 'delivered', status: 250 }
  } catch (error) {
    if (!(error instanceof MailFailed)) throw error
    const { status, message: why, lasting } = error
    return error.recipient
      ? { kind: 'message-failed', status, error: why, lasting }
      : { kind: 'channel-failed', status, error: why }
  }
}

async function addressOf({ world }: SendParts, workspaceId: string, personId: string): Promise<string | null> {
  const row = await inWorkspace(world.db, workspaceId, (trx) =>
    trx
      .selectFrom('members')
      .innerJoin('people', 'people.id', 'members.person_id')
      .select('people.email')
      .where('members.workspace_id', '=', workspaceId)
      .where('members.person_id', '=', personId)
      .where('members.active', '=', true)
      .executeTakeFirst(),
  )
  return row?.email ?? null
}
