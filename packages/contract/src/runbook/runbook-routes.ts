import { z } from 'zod'
import { slug, uuid } from '../common/primitives.ts'
import { route } from '../common/route.ts'
import { ConfirmRunbookRequest, ImportRunbookRequest, Runbook, RunbookQuery } from './runbook-wire.ts'

const bySlug = z.object({ slug })

export const runbookRoutes = {
  getRunbook: route({
    method: 'GET',
    path: '/workflows/:slug/runbook',
    tag: 'runbook',
    summary:
      'The runbook as it is now, and whether its confirmation still holds; with format=markdown the page as text',
    permission: 'workflows:read',
    params: bySlug,
    query: RunbookQuery,
    status: 200,
    response: Runbook,
  }),
  confirmRunbook: route({
    method: 'POST',
    path: '/workflows/:slug/runbook/confirm',
    tag: 'runbook',
    summary: 'Stands by the runbook until a day; whoever has the daily care, or is to take it over',
    permission: 'handover:write',
    params: bySlug,
    body: ConfirmRunbookRequest,
    status: 200,
    response: Runbook,
  }),
  importRunbook: route({
    method: 'POST',
    path: '/workflows/:slug/runbook/import',
    tag: 'runbook',
    summary: 'Attaches an existing runbook in Markdown as a note; the same name takes the place of the one before',
    permission: 'handover:write',
    params: bySlug,
    body: ImportRunbookRequest,
    status: 200,
    response: Runbook,
  }),
  removeRunbookNote: route({
    method: 'DELETE',
    path: '/workflows/:slug/runbook/notes/:id',
    tag: 'runbook',
    summary: 'Takes an attached note away',
    permission: 'handover:write',
    params: z.object({ slug, id: uuid }),
    status: 200,
    response: Runbook,
  }),
} as const
