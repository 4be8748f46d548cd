import type {
  Disagreement,
  DocumentDetail,
  DocumentSummary,
  Money,
  TargetState,
  ToldAct,
  Waiver,
} from '@dayshift/contract'
import {
  ACT_KINDS,
  MEASURES,
  signatureState,
  type DocumentFact,
  type DutyFact,
  type Playbook,
  type PlaybookDocument,
  type Target,
} from '@dayshift/core'
import type { z } from 'zod'
import type { StoredAct, StoredDisagreement, StoredDocument, StoredMoney, StoredWaiver } from './evidence-store.ts'
import type { Name } from './people.ts'

export function wireAct(act: StoredAct, name: Name): z.output<typeof ToldAct> {
  return {
    id: act.id,
    kind: act.kind,
    name: ACT_KINDS[act.kind].name,
    at: act.at.toISOString(),
    toldAt: act.toldAt.toISOString(),
    by: name(act.by),
    people: act.people.map(name),
    details: { ...act.details },
    struck: act.struck && { at: act.struck.at.toISOString(), by: name(act.struck.by), reason: act.struck.reason },
  }
}

export function wireWaiver(waiver: StoredWaiver, name: Name, now: Date): z.output<typeof Waiver> {
  const { id, criterion, criterionName, reason, ended } = waiver
  return {
    id,
    criterion,
    criterionName,
    reason,
    by: name(waiver.by),
    at: waiver.at.toISOString(),
    expiresAt: waiver.expiresAt.toISOString(),
    state: ended !== null ? 'ended' : waiver.expiresAt <= now ? 'lapsed' : 'holds',
    ended: ended && { at: ended.at.toISOString(), by: name(ended.by), reason: ended.reason },
  }
}

export function wireMoney({ version, facts, at, by }: StoredMoney, name: Name): z.output<typeof Money> {
  return {
    version,
    currency: facts.currency,
    lines: facts.lines.map((line) => ({ ...line })),
    committedValue: facts.committedValue,
    at: at?.toISOString() ?? null,
    by: by === null ? null : name(by),
  }
}

export function wireTarget(target: Target, name: Name): z.output<typeof TargetState> {
  const { measure, bound, value, setBy, setAt } = target
  const { name: measureName, unit } = MEASURES[measure]
  return { measure, name: measureName, unit, bound, value, setBy: name(setBy), setAt: setAt.toISOString() }
}

export function wireDisagreement(of: StoredDisagreement, name: Name): z.output<typeof Disagreement> {
  const { id, about, text, settled } = of
  return {
    id,
    about,
    text,
    openedAt: of.openedAt.toISOString(),
    openedBy: name(of.openedBy),
    settled: settled && { at: settled.at.toISOString(), by: name(settled.by), words: settled.words },
  }
}

/** What a document's signatures and reads are judged by. */
export interface DocumentContext {
  readonly playbook: Playbook
  readonly duties: readonly DutyFact[]
  readonly name: Name
  /** Who reads this; null for a key. */
  readonly reader: string | null
}

/** Sections count as filled where something is written. */
export function wireDocumentSummary(
  document: PlaybookDocument,
  stored: StoredDocument | null,
  { duties, reader }: DocumentContext,
): z.output<typeof DocumentSummary> {
  const open = unsignedDuties(document, stored, duties)
  return {
    document: document.id,
    name: document.name,
    purpose: document.purpose,
    sections: document.sections.length,
    filled: document.sections.filter(({ id }) => textOf(stored, id) !== '').length,
    changedAt: stored?.changedAt.toISOString() ?? null,
    signed: document.signedBy.length - open.length,
    toSign: document.signedBy.length,
    mine: stored === null || reader === null ? [] : open.filter((duty) => holderOf(duties, duty) === reader),
  }
}

export function wireDocument(
  document: PlaybookDocument,
  stored: StoredDocument | null,
  context: DocumentContext,
): z.output<typeof DocumentDetail> {
  const { playbook, duties, name } = context
  const nameOfDuty = (id: string) => playbook.duties.find((duty) => duty.id === id)?.name ?? id
  const holder = (duty: string) => {
    const person = holderOf(duties, duty)
    return { duty, dutyName: nameOfDuty(duty), person: person === null ? null : name(person) }
  }
  return {
    document: document.id,
    name: document.name,
    purpose: document.purpose,
    exposure: document.exposure ?? null,
    hash: stored?.hash ?? null,
    changedAt: stored?.changedAt.toISOString() ?? null,
    sections: document.sections.map(({ id, name: title, hint }) => {
      const section = stored?.sections.find((each) => each.id === id)
      return {
        id,
        name: title,
        hint,
        text: section?.text ?? '',
        author: section === undefined ? null : name(section.author),
        at: section?.at.toISOString() ?? null,
        versions: stored?.versions[id] ?? 0,
      }
    }),
    signatures: (stored?.signatures ?? []).map((signature) => {
      const state = signatureState(signature, stored?.hash ?? '', (duty) => holderOf(duties, duty))
      const { person, duty, hash, at } = signature
      return {
        person: name(person),
        duty,
        dutyName: nameOfDuty(duty),
        hash,
        at: at.toISOString(),
        void: state.kind === 'valid' ? null : VOID_WORDS[state.because],
      }
    }),
    toSign: unsignedDuties(document, stored, duties).map(holder),
    reads: (stored?.reads ?? []).map(({ person, hash, at }) => ({
      person: name(person),
      hash,
      at: at.toISOString(),
      present: hash === stored?.hash,
    })),
    toRead: document.readBy
      .filter((duty) => {
        const person = holderOf(duties, duty)
        return !(stored?.reads ?? []).some((read) => read.person === person && read.hash === stored?.hash)
      })
      .map(holder),
  }
}

const VOID_WORDS = {
  edited: 'The document was edited after it was signed.',
  'duty-moved': 'Somebody else holds the duty now.',
} as const

/** Duties that sign the document and whose holder hasn't signed it as it stands. */
export function unsignedDuties(
  document: PlaybookDocument,
  stored: DocumentFact | null,
  duties: readonly DutyFact[],
): string[] {
  return document.signedBy.filter((duty) => {
    const person = holderOf(duties, duty)
    return !(stored?.signatures ?? []).some(
      (signature) => signature.duty === duty && signature.person === person && signature.hash === stored?.hash,
    )
  })
}

export function holderOf(duties: readonly DutyFact[], duty: string): string | null {
  return duties.find((held) => held.duty === duty)?.person ?? null
}

function textOf(stored: StoredDocument | null, section: string): string {
  return stored?.sections.find(({ id }) => id === section)?.text.trim() ?? ''
}
