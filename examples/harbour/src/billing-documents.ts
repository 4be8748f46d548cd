/** What the people of the billing replies wrote, by document and section of the enterprise playbook. */
export const BILLING_DOCUMENTS = {
  'pilot-plan': {
    origin:
      'Nadia asked for it in August after the third week with replies later than two days. Of four uses on the list (invoicing, dunning, replies, plan advice) replies were picked: most volume, least harm when wrong.',
    hypothesis:
      'With drafts from the billing policy half of the tickets are answered within 30 minutes, and agents change at most one draft in five. Billing queue only; last day 30 Nov 2026.',
    'finders-and-users':
      'The desk itself found it: Tom and two agents counted the replies that stand in the policy. The same agents will work with the drafts.',
    'pilot-team':
      'Data scientist: Bea. Business analyst: Mina, who reads queries and flows herself. Executive sponsor: Ada.',
    'operating-model':
      'Each morning Olu reads the overdue cases, five automatic replies and yesterday’s edits. The desk answers from the inbox. If the pilot shows that one hour a day is enough for that, the model of operation is viable.',
    errors:
      'A ticket whose draft fails, or comes late, goes to an agent as before. A wrong draft is edited or overridden with its reason; the same edit three times in a week goes to Bea.',
    'data-quality':
      'Tickets without text or customer are stopped at the gate and listed. If more than 2 % are, Kai is told, and the desk answers by hand until the form is mended.',
    'who-monitors':
      'Bea until the transfer, then Olu. Both look at cases past due, the edit rate and the cost of a day.',
  },
  'production-standards': {
    'error-handling':
      'Timeouts and vendor errors are tried again twice, then the ticket goes to an agent. No error is answered to a customer.',
    'security-review': 'Ivo reviews access, keys and what leaves the house. Personal data in prompts blocks.',
    'data-governance': 'Ticket texts are kept for 90 days, redacted, and erased on request. The legal desk says so.',
    monitoring:
      'Failed calls, edits, overrides, waiting cases and cost a day are on the page. Kai is told above the bounds.',
    fallback: 'The desk answers by hand, as before. With the people of today that holds for two weeks.',
    documentation: 'One runbook for the desk, kept true by Olu; what is technical is kept by Bea.',
    'support-model': 'Olu, then Tom, also at night by phone; Bea on working days for what only a builder can mend.',
    'cost-model': 'At most 0.05 USD a ticket and 400 USD a month. Above that the gate sends tickets to the desk.',
  },
  'readiness-checklist': {
    'data-dependencies':
      'Tickets (support desk, Dev), customers and plans (subscription system, Dev), billing policy (Nadia).',
    upstream:
      'Support desk: 99.5 % a month, confirmed by Dev with its vendor on 28 Sep 2026. Subscription system: 99.9 %, confirmed by Ivo on 29 Sep 2026.',
    'manual-preparation':
      'None a ticket. After a price change somebody writes the new policy by hand: twice a year, which scales.',
    integrations:
      'Support desk to workflow: queue with retry; a ticket is read again when either side restarts. Workflow to support desk: drafts are written once, by ticket number. Both are tried in staging before an upgrade.',
    'model-operations':
      'Monitoring: Health, watched by Kai. Retraining: phrases are added after each price change, by Bea. Data quality: the input contract, and checks on missing fields. Versions: each release has its hash; rollout in steps that roll back.',
    approval: 'Nadia, on 2 Oct 2026, for the billing queue.',
    'compliance-requirements':
      'GDPR: drafts name no more than the ticket did. Consumer law: no promise beyond the policy, so money and dates are checked by an agent.',
    'audit-trail': 'Draft, edit, decision and who made it, for each ticket, for three years. Contents for 90 days.',
    people:
      'Owner Nadia, care Olu, backup Tom. Six agents were trained on 5 Oct 2026. Whom to go to stands in the runbook.',
  },
  'transition-team': {
    mandate:
      'Bea, Dev, Olu and Tom: bring the drafts into production by the production standards, then hand them to the desk completely.',
    'end-date':
      'The team ends with the early-support week after the transfer, on 18 Dec 2026 at the latest. From then on the desk has the work.',
    'separate-teams':
      'Bea’s time is paid by innovation and counted in pilots begun; the desk is paid by operations and counted in replies in time. Risk: Bea is drawn to the next pilot before the desk is sure.',
  },
  'vendor-responsibilities': {
    vendor: 'The model’s vendor answers within four hours on working days about outages and bills.',
    inside: 'How good is good enough: Nadia. When to stop: Olu. What auditors ask for: Nadia.',
  },
  'workflow-redesign': {
    designed:
      'A ticket is sorted as before. If a draft is there, it stands in the reply box with its policy beside it. The agent reads both, changes what is wrong, sends. There is no second screen.',
    documented:
      'Agents no longer search the policy for the four common questions. They read drafts instead of writing them, and give a reason when they throw one away. The lead of the desk looks at five automatic replies a day.',
  },
  'handoff-package': {
    'trust-and-override':
      'Trust it on invoices, cards and plan changes: nine of ten drafts went out as they were. Override it when the customer asks two things at once, or when money was promised in an earlier mail. Examples: ticket 1182 (right), ticket 1240 (refund promised in 3 days; it takes up to 10).',
    'where-it-enters':
      'In the reply box of the support desk, before the agent types. Nothing is sent by itself unless the page says so.',
    flagging:
      'Press F beside the draft, two words are enough. Olu reads flags twice a day and answers on the same day.',
    expected: 'From 1 Dec 2026 the billing desk works with the drafts. It is how we answer, not an experiment. Nadia.',
    'seems-wrong':
      '1. Do not send it. 2. Press F. 3. Answer by hand. 4. If it is the second one today, tell Olu; she can pause it.',
    'builder-knowledge':
      'Tickets of more than about 900 words: the classifier takes the first topic only, so read the rest yourself. The prompt of September (short, policy quoted) behaves best; longer ones promise more. Check by hand: merged companies, old plans, two questions in one mail.',
  },
  'four-decisions': {
    'who-changes': 'Bea. Wishes go on the list that Mina keeps; Bea says by Friday what becomes of them.',
    'who-checks': 'Olu, every morning until ten: overdue cases, yesterday’s edits, five automatic replies.',
    'who-approves': 'Wording: Bea and Olu. Another model, another form of answer, other rules or limits: Nadia too.',
    'who-responds': 'Olu. If she does not answer within 30 minutes, Tom. Tom tells the desk and Nadia.',
    success: 'Edit rate at most 20 %, median time to reply under 30 minutes, no wrong promise.',
    failure: 'A reply that promises what the policy does not. It costs a refund and a second mail, and it is counted.',
    escalation:
      'Quick fix (a wrong word): the agent edits. Human review (a kind of question that goes wrong): Olu adds a rule with Bea. Stop (money promised, or two complaints on a day): Olu pauses it.',
  },
  'acceptance-criteria': {
    criteria:
      'Drafts are in the customer’s language and name the right plan (agents, 12 Oct 2026). No draft where the policy says nothing (Olu, 12 Oct 2026). Money and dates are always checked (Nadia, 14 Oct 2026).',
  },
  'edge-case-inventory': {
    cases:
      'Two questions in one ticket: the draft answers the first, the agent the second. Old plans that are no longer sold: no policy, no draft. Invoices of a merged company: to an agent. Tickets in other languages: to an agent.',
  },
  'failure-mode-log': {
    failures:
      'Refund in 3 days promised, provider takes up to 10 (4 times, found by an agent; policy text corrected on 21 Oct 2026). Tax question answered (once, found in the quality sample; rule added on 22 Oct 2026). Draft for the wrong plan (7 times, edited by agents; plan is now in the prompt).',
  },
  'use-case': {
    use: 'Drafts of replies to billing tickets of business customers, from the billing policy.',
    limits: 'Not for chargebacks, tax, fraud, legal matters or people in distress. Not for sales.',
  },
  'sign-off': {
    authority:
      'Nadia decides alone on use, limits and costs of up to 5,000 USD a year; given by the board on 25 Sep 2026.',
  },
  thresholds: {
    figures:
      'Edits at most 20 % over 28 days; failed calls at most 2 %; 95 % of answers within 8 s. Below that no further step, and at twice that it is stopped.',
  },
  'escalation-matrix': {
    performance: 'Edits above 20 % in a week: Olu tells Bea and Nadia on the same day. Nadia decides within two days.',
    incidents: 'Olu first, Tom after 30 minutes. Tom tells the desk and Nadia. Whoever is on watch may stop it.',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>
