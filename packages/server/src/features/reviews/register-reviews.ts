import { api } from '@dayshift/contract'
import { reviewMarkdown } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { register, type App } from '../../platform/http/app.ts'
import type { Trx, World } from '../../platform/world.ts'
import { listFeeds, makeFeed, readFeed, revokeFeed } from './calendar-feeds.ts'
import { holdReview } from './hold-review.ts'
import { answerPolicyChange, closeAction, layInPlan, setStart, tellPolicyChange } from './plan-reviews.ts'
import { describeReview, readBoard, readCalendar } from './read-reviews.ts'

/** The routes of reviews. `home` is where this server is reached, for links in calendars. */
export function registerReviews(app: App, world: World, home: () => URL): void {
  const seen = <Result>(workspaceId: string, read: (trx: Trx) => Promise<Result>) =>
    inWorkspace(world.db, workspaceId, read, { isolation: 'repeatable read' })
  register(app, world, api.reviewBoard, ({ caller: { workspaceId, actor } }) =>
    seen(workspaceId, (trx) => readBoard(trx, world, workspaceId, actor)),
  )
  register(app, world, api.reviewCalendar, ({ caller: { workspaceId, actor }, params: { slug } }) =>
    seen(workspaceId, (trx) => readCalendar(trx, world, workspaceId, actor, slug)),
  )
  register(app, world, api.setReviewStart, ({ caller, params: { slug }, body }) => setStart(world, caller, slug, body))
  register(app, world, api.getReview, ({ caller: { workspaceId, actor }, params: { id } }) =>
    seen(workspaceId, (trx) => describeReview(trx, world, workspaceId, actor, id)),
  )
  register(app, world, api.reviewMarkdown, async ({ caller: { workspaceId, actor }, params: { id }, reply }) => {
    const detail = await seen(workspaceId, (trx) => describeReview(trx, world, workspaceId, actor, id))
    const { review } = detail
    return reply
      .code(200)
      .type('text/markdown; charset=utf-8')
      .header('content-disposition', `attachment; filename="${review.workflow.slug}-${review.kind}-${review.day}.md"`)
      .send(reviewMarkdown(detail))
  })
  register(app, world, api.holdReview, ({ caller, params: { id }, body }) => holdReview(world, caller, id, body))
  register(app, world, api.closeReviewAction, ({ caller, params: { id }, body }) =>
    closeAction(world, caller, id, body),
  )
  register(app, world, api.tellPolicyChange, ({ caller, params: { slug }, body }) =>
    tellPolicyChange(world, caller, slug, body),
  )
  register(app, world, api.answerPolicyChange, ({ caller, params: { id }, body }) =>
    answerPolicyChange(world, caller, id, body),
  )
  register(app, world, api.layInPlan, ({ caller, params: { slug }, body }) => layInPlan(world, caller, slug, body))
  register(app, world, api.listCalendarFeeds, ({ caller }) => listFeeds(world, caller))
  register(app, world, api.makeCalendarFeed, ({ caller, body: { workflow } }) =>
    makeFeed(world, caller, workflow ?? null),
  )
  register(app, world, api.revokeCalendarFeed, ({ caller, params: { id } }) => revokeFeed(world, caller, id))
  register(app, world, api.calendarFeed, async ({ params: { token }, reply }) =>
    reply
      .code(200)
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, no-cache')
      .send(await readFeed(world, home(), token)),
  )
}
