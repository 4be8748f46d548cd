import { rolloutBucket } from '@dayshift/core'
import { sortInvoice, type Invoice } from './invoices.ts'
import type { StoryClient } from './story-client.ts'

/** What an accountant says of an invoice before she sees the AI's answer, what she decides then, and what was right. */
export interface Answered {
  readonly unitKey: string
  readonly verdict: 'right' | 'wrong'
  readonly answer: string
}

interface Asked {
  readonly ownAnswer?: { readonly isAsked: boolean }
  readonly contents: { readonly input?: unknown; readonly output?: unknown }
}

const FIXED_ASSETS = '0650 Fixed assets'
const SLIP = '6800 Office'

/** Answers a case before its output is shown and decides it then; null where this one isn't asked first. */
export async function answerFirst(
  by: StoryClient,
  { id, unitKey, token, shownAt }: { id: string; unitKey: string; token: number; shownAt: string },
): Promise<Answered | null> {
  const { ownAnswer, contents } = await by.get<Asked>(`/cases/${id}`)
  if (ownAnswer?.isAsked !== true) return null
  const invoice = contents.input as Invoice // an input of its own workflow
  const right = invoice.line.startsWith('Laptop') && invoice.amount > 800 ? FIXED_ASSETS : sortInvoice(invoice).account
  // By the unit's key: whoever tells it twice tells the same.
  const slips = rolloutBucket('slip', unitKey) < 1500
  const own = slips ? SLIP : right
  const shown = await by.post<Asked>(`/cases/${id}/own-answer`, { token, answer: own })
  const output = shown.contents.output as { readonly account: string; readonly confidence: number } // of its own workflow
  // A slip of one's own is mended mostly; the AI's error is let through now and then.
  const follows = rolloutBucket('follows', unitKey) < (slips ? 8000 : 2500)
  const path = `/cases/${id}/decide`
  if (own === output.account || follows) await by.post(path, { token, shownAt, kind: 'accepted' })
  else {
    const finalOutput = { ...output, account: own }
    await by.post(path, { token, shownAt, kind: 'edited', reason: 'I book it as I said.', finalOutput })
  }
  return { unitKey, verdict: output.account === right ? 'right' : 'wrong', answer: right }
}
