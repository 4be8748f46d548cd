import type { LogSurveyResult, SaidOfLog, SeamReport } from '@dayshift/core'

/** What the page asks of the worker that reads a log. */
export type DiscoveryAsked =
  | { readonly kind: 'survey'; readonly file: File; readonly said: SaidOfLog }
  | { readonly kind: 'discover'; readonly file: File; readonly said: SaidOfLog }

/** What the worker answers. */
export type DiscoveryAnswer =
  | { readonly kind: 'surveyed'; readonly survey: LogSurveyResult }
  | { readonly kind: 'progress'; readonly bytes: number; readonly events: number }
  | { readonly kind: 'found'; readonly report: SeamReport }
  /** Something has to be said first. */
  | { readonly kind: 'open'; readonly questions: readonly { readonly about: string; readonly why: string }[] }
  | { readonly kind: 'refused'; readonly why: string }
