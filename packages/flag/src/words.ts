/** What the component says itself; what is answered comes from the server. */
export interface FlagWords {
  /** On the button. */
  readonly flag: string
  readonly flagged: string
  readonly asked: string
  readonly answered: string
  readonly note: string
  readonly right: string
  readonly send: string
  readonly close: string
  readonly sending: string
  readonly kept: string
  /** Before the reporter's own words. */
  readonly youSaid: string
  readonly failed: string
}

export const WORDS: FlagWords = {
  flag: 'Looks wrong',
  flagged: 'Flagged',
  asked: 'You are asked',
  answered: 'Answered',
  note: 'What looks wrong (optional)',
  right: 'What would have been right (optional)',
  send: 'Add these words',
  close: 'Close',
  sending: 'Sending…',
  kept: 'Your words are added.',
  youSaid: 'You said:',
  failed: 'Not sent. Check the connection and try again.',
}
