import { RUNBOOK_PART_IDS, RUNBOOK_SECTION_IDS } from '@dayshift/core'
import { z } from 'zod'
import { hash, instant, PersonRef, slug, text, uuid } from '../common/primitives.ts'

const live = z.boolean()
/** `live` entries come from runs and drills: they move by themselves and are no part of what is confirmed. */
export const RunbookEntry = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string(), live }),
    z.object({ kind: z.literal('item'), text: z.string(), live }),
    z.object({ kind: z.literal('term'), label: z.string(), text: z.string(), live }),
    z.object({
      kind: z.literal('duty'),
      duty: z.string(),
      label: z.string(),
      does: z.string(),
      people: z.array(z.string()),
      problem: z.enum(['nobody', 'several']).nullable(),
      live,
    }),
  ])
  .meta({ id: 'RunbookEntry' })

export const RunbookSection = z
  .object({ id: z.enum(RUNBOOK_SECTION_IDS), title: z.string(), entries: z.array(RunbookEntry) })
  .meta({ id: 'RunbookSection' })

/** The page itself; `contentHash` is what a confirmation binds to, together with the release. */
export const RunbookPage = z
  .object({
    release: z.object({ hash, name: z.string(), active: z.boolean() }),
    contentHash: hash,
    sections: z.array(RunbookSection),
    firstResponder: z.string().nullable(),
    builder: z.string().nullable(),
    /** What a reader would miss, in sentences. */
    problems: z.array(z.object({ about: z.enum(['manifest', 'duties']), text: z.string() })),
    markdown: z.string(),
  })
  .meta({ id: 'RunbookPage' })

const isoDate = z.iso.date()
export const RunbookConfirmation = z
  .object({
    id: uuid,
    by: PersonRef,
    at: instant,
    release: hash,
    releaseName: z.string(),
    contentHash: hash,
    reviewBy: isoDate,
  })
  .meta({ id: 'RunbookConfirmation' })

export const RunbookState = z
  .object({
    kind: z.enum(['unconfirmed', 'current', 'stale']),
    /** Why it is stale; empty otherwise. */
    reasons: z.array(
      z.object({ code: z.enum(['release-moved', 'review-date-passed', 'content-changed']), sentence: z.string() }),
    ),
  })
  .meta({ id: 'RunbookState' })

export const RunbookLint = z
  .object({
    sections: z.array(
      z.object({
        heading: z.string(),
        level: z.number().int(),
        line: z.number().int(),
        parts: z.array(z.enum(RUNBOOK_PART_IDS)),
      }),
    ),
    missing: z.array(z.enum(RUNBOOK_PART_IDS)),
    problems: z.array(z.object({ code: z.string(), message: z.string(), line: z.number().int().nullable() })),
  })
  .meta({ id: 'RunbookLint' })

/** A runbook that existed before, attached as it was written, with what its check finds. */
export const RunbookNote = z
  .object({ id: uuid, name: z.string(), text: z.string(), at: instant, by: PersonRef, lint: RunbookLint })
  .meta({ id: 'RunbookNote' })

export const Runbook = z
  .object({
    workflow: z.object({ slug, name: z.string() }),
    /** Null while the workflow has no release. */
    page: RunbookPage.nullable(),
    state: RunbookState,
    /** The last confirmation, and the page as it was confirmed and as it is now where the two differ. */
    confirmation: RunbookConfirmation.extend({
      changed: z.object({ from: z.string(), to: z.string() }).nullable(),
    }).nullable(),
    /** Newest first. */
    history: z.array(RunbookConfirmation),
    /** Whoever has the daily care, and whoever is to take it over. */
    mayConfirm: z.array(PersonRef),
    /** The day that is offered for the next look. */
    nextReview: isoDate,
    notes: z.array(RunbookNote),
  })
  .meta({ id: 'Runbook' })

export const RunbookQuery = z.object({ format: z.enum(['json', 'markdown']).default('json') })

export const ConfirmRunbookRequest = z
  .object({ release: hash, contentHash: hash, reviewBy: isoDate })
  .meta({ id: 'ConfirmRunbookRequest' })

export const ImportRunbookRequest = z
  .object({ name: text(200).min(1), text: text(524_288).min(1) })
  .meta({ id: 'ImportRunbookRequest' })
