/** The name of the button and of the message shortcut by which an output is flagged in Slack. */
export const SLACK_FLAG = 'dayshift:flag'
/** What a host writes into the metadata of a message that shows an output: `{ "run": "<id of the run>" }`. */
export const SLACK_RUN_EVENT = 'dayshift_run'

/** Of what Slack sends of a message, what tells which run it shows. */
export interface SlackShown {
  readonly metadata?:
    | {
        readonly event_type?: string | undefined
        readonly event_payload?: Readonly<Record<string, unknown>> | undefined
      }
    | undefined
  readonly text?: string | undefined
}

/** Which run a message in Slack shows: its metadata says so, else the first link to a run in its words. */
export function runOfSlackMessage({ metadata, text = '' }: SlackShown): string | null {
  const named = metadata?.event_type === SLACK_RUN_EVENT ? metadata.event_payload?.['run'] : undefined
  if (typeof named === 'string' && ONE_ID.test(named)) return named.toLowerCase()
  return LINK.exec(text)?.[1]?.toLowerCase() ?? null
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ONE_ID = new RegExp(`^${ID}$`, 'i')
const LINK = new RegExp(`/runs/(${ID})(?![0-9a-f-])`, 'i')
