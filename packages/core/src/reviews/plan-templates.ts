/** A plan that is laid in as open actions: what, by whom, how many days after its first day. */
export interface PlanTemplate {
  readonly id: string
  readonly name: string
  readonly purpose: string
  readonly steps: readonly { readonly what: string; readonly duty: string; readonly days: number }[]
}

/** Plans of what consultants are usually paid to write down. */
export const PLAN_TEMPLATES: readonly PlanTemplate[] = [
  {
    id: 'stabilisation',
    name: '90 days of stabilisation',
    purpose: 'From the launch to a steady state: nothing new, everything that is rough made smooth, the numbers held.',
    steps: [
      {
        what: 'Write down the numbers that must hold on day 90, and freeze a baseline',
        duty: 'business-owner',
        days: 5,
      },
      { what: 'Fire each alert on purpose once, and note who answered when', duty: 'daily-care', days: 10 },
      { what: 'List the three errors that cost people most time, with who mends each', duty: 'change-owner', days: 20 },
      { what: 'Hold the review of day 30 and decide what is mended first', duty: 'business-owner', days: 30 },
      { what: 'Let the backup run it for a whole day', duty: 'backup', days: 40 },
      { what: 'Confirm the runbook anew with what the first weeks taught', duty: 'daily-care', days: 50 },
      { what: 'Hold the review of day 60 against the written numbers', duty: 'business-owner', days: 60 },
      { what: 'Read limits and spend against the forecast, and set both anew', duty: 'spend', days: 75 },
      { what: 'Hold the review of day 90: stable, one more pass, or stop', duty: 'business-owner', days: 90 },
    ],
  },
  {
    id: 'organisation',
    name: 'Organisation around the workflow',
    purpose: 'Who does what from now on, in roles, hours and lines of report, so that it doesn’t live from goodwill.',
    steps: [
      { what: 'Draw the work as it is done today, with everybody who touches a unit', duty: 'daily-care', days: 7 },
      {
        what: 'Name each duty’s holder and backup, and take the hours out of other work',
        duty: 'business-owner',
        days: 14,
      },
      {
        what: 'Write what each role no longer does, does otherwise, and does in addition',
        duty: 'business-owner',
        days: 21,
      },
      { what: 'Agree with both lines of report on what the operator may stop alone', duty: 'business-owner', days: 28 },
      { what: 'Put the duties into job descriptions and yearly goals', duty: 'business-owner', days: 60 },
      { what: 'Ask everybody concerned what doesn’t work, and change it', duty: 'daily-care', days: 90 },
    ],
  },
]
