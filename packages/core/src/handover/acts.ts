/**
 * What people do together or once on the way to operation, told as it happens: evidence where nothing can be computed.
 * `with`: at least that many people took part. `needs`: details that must be told.
 */
export const ACT_KINDS = {
  'joint-session': { name: 'Working session of builder and operator', with: 2, needs: ['covers'] },
  'joint-incident': { name: 'Incident handled together', with: 2, needs: ['what'] },
  'joint-review': { name: 'Performance review held together', with: 2, needs: [] },
  retrospective: { name: 'Retrospective that captures what is only in heads', with: 2, needs: ['covers'] },
  training: { name: 'Training', with: 1, needs: ['phase'] },
  practised: { name: 'The redesigned workflow was practised', with: 1, needs: [] },
  'weekly-review': { name: 'Weekly review', with: 1, needs: [] },
  'monthly-review': { name: 'Monthly performance review', with: 1, needs: [] },
  'management-direction': { name: 'Management says that using it is expected', with: 1, needs: ['words'] },
  'notice-sent': { name: 'The receiving team was told that its work is redesigned', with: 1, needs: ['words'] },
  'notice-answered': { name: 'The receiving team answered', with: 1, needs: ['words'] },
  'operations-joined': { name: 'Somebody from operations joined the prototype team', with: 1, needs: [] },
  'build-started': { name: 'The build began', with: 0, needs: [] },
  'requirement-shaped': { name: 'The future owner shaped a requirement', with: 1, needs: ['what'] },
  'concern-raised': { name: 'IT raised a concern about security or integration', with: 1, needs: ['what'] },
  'concern-closed': { name: 'A concern was closed', with: 1, needs: ['what'] },
  'call-tested': { name: 'The person to call out of hours was really reached', with: 2, needs: ['what'] },
  'alert-exercised': { name: 'An alert was fired on purpose and answered', with: 1, needs: ['what'] },
  'fallback-used': { name: 'The fallback was used for real', with: 1, needs: ['what'] },
  'deviation-noted': { name: 'A departure from expected behaviour', with: 1, needs: ['what'] },
  'mandates-accepted': {
    name: 'Operations accepted the differing appetite for risk',
    with: 1,
    needs: ['words', 'innovation', 'operations'],
  },
  'leadership-looked': { name: 'Senior leadership looked at production performance', with: 1, needs: [] },
  'vendor-agreement': { name: 'What the vendor does and what stays inside was agreed', with: 1, needs: ['words'] },
  'counted-on': { name: 'People count on it already', with: 1, needs: ['sign', 'what'] },
  'failure-felt': { name: 'Somebody felt a failure', with: 1, needs: ['impact', 'what'] },
  'kept-with-builders': { name: 'Its builders keep it for now', with: 1, needs: ['keptFor', 'until'] },
  'data-compared': {
    name: 'Pilot data was compared with production data',
    with: 1,
    needs: ['pilotData', 'productionData', 'result'],
  },
} as const satisfies Record<string, { readonly name: string; readonly with: number; readonly needs: readonly string[] }>

export type ActKind = keyof typeof ACT_KINDS

/** Details that are one of a list, by what is written and how it reads. */
export const DETAIL_CHOICES: { readonly [detail: string]: { readonly [value: string]: string } } = {
  sign: {
    'on-time': 'they expect it to work on time, every time',
    'stops-work': 'when it fails, work stops, customers wait or somebody steps in by hand',
    'customers-or-money': 'its output touches customers, money or both',
    'weekly-unasked': 'it is used every week, and nobody asks for permission any more',
    'slows-the-business': 'a failure would slow billing, support, sales or delivery',
    needed: 'staff need it to finish their tasks',
    'same-steps': 'they can tell its steps the same from start to finish each time',
  },
  keptFor: {
    'active-design': 'active design work: what runs still has to change',
    'no-receiver': 'nobody is there to take it yet',
  },
  impact: {
    delay: 'a delay',
    refund: 'a refund',
    'lost-sale': 'a lost sale',
    tickets: 'a pile of extra support tickets',
    rework: 'rework for several people',
  },
}

/** Details that are a date: ISO, after the act, within so many days. */
export const DETAIL_DATES: { readonly [detail: string]: { readonly withinDays: number } } = {
  until: { withinDays: 90 },
}
