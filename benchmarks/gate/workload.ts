/** The same work for both sides: an input of 20 fields, ten rules, a rollout, an output contract, a record on disk. */

const text = { type: 'string', maxLength: 500 }
const amount = { type: 'number' }

export const INPUT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: [
    'ticketId',
    'customerId',
    'plan',
    'country',
    'channel',
    'subject',
    'body',
    'amount',
    'currency',
    'openInvoices',
  ],
  properties: {
    ticketId: text,
    customerId: text,
    plan: { type: 'string', enum: ['starter', 'team', 'business'] },
    country: { type: 'string', minLength: 2, maxLength: 2 },
    channel: { type: 'string', enum: ['mail', 'chat', 'phone'] },
    subject: text,
    body: { type: 'string', maxLength: 5000 },
    amount,
    currency: { type: 'string', minLength: 3, maxLength: 3 },
    openInvoices: { type: 'integer', minimum: 0 },
    daysSinceInvoice: { type: 'integer' },
    seats: { type: 'integer', minimum: 1 },
    isVip: { type: 'boolean' },
    isRefund: { type: 'boolean' },
    disputed: { type: 'boolean' },
    riskScore: amount,
    previousTickets: { type: 'integer', minimum: 0 },
    language: text,
    intent: text,
    tier: { type: 'integer', minimum: 0, maximum: 9 },
  },
} as const

export const OUTPUT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['topic', 'draft', 'confidence', 'refundAmount'],
  properties: {
    topic: text,
    draft: { type: 'string', maxLength: 5000 },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    refundAmount: amount,
  },
} as const

/** Ten rules as CEL for the gate and as conditions for json-rules-engine; none hits, so that both ask all of them. */
export const RULES = [
  {
    name: 'disputed',
    on: 'input',
    cel: 'has(input.disputed) && input.disputed',
    fact: 'input',
    path: '$.disputed',
    operator: 'equal',
    value: true,
  },
  {
    name: 'large',
    on: 'input',
    cel: 'input.amount > 1000',
    fact: 'input',
    path: '$.amount',
    operator: 'greaterThan',
    value: 1000,
  },
  {
    name: 'risky',
    on: 'input',
    cel: 'has(input.riskScore) && input.riskScore >= 0.8',
    fact: 'input',
    path: '$.riskScore',
    operator: 'greaterThanInclusive',
    value: 0.8,
  },
  {
    name: 'many-invoices',
    on: 'input',
    cel: 'input.openInvoices > 5',
    fact: 'input',
    path: '$.openInvoices',
    operator: 'greaterThan',
    value: 5,
  },
  {
    name: 'tax',
    on: 'input',
    cel: "has(input.intent) && input.intent == 'tax'",
    fact: 'input',
    path: '$.intent',
    operator: 'equal',
    value: 'tax',
  },
  {
    name: 'fraud',
    on: 'input',
    cel: "has(input.intent) && input.intent in ['fraud', 'chargeback', 'legal']",
    fact: 'input',
    path: '$.intent',
    operator: 'in',
    value: ['fraud', 'chargeback', 'legal'],
  },
  {
    name: 'no-topic',
    on: 'output',
    cel: "output.topic == 'other'",
    fact: 'output',
    path: '$.topic',
    operator: 'equal',
    value: 'other',
  },
  {
    name: 'refund',
    on: 'output',
    cel: 'output.refundAmount > 0',
    fact: 'output',
    path: '$.refundAmount',
    operator: 'greaterThan',
    value: 0,
  },
  {
    name: 'unsure',
    on: 'output',
    cel: 'output.confidence < 0.6',
    fact: 'output',
    path: '$.confidence',
    operator: 'lessThan',
    value: 0.6,
  },
  {
    name: 'empty',
    on: 'output',
    cel: "output.draft == ''",
    fact: 'output',
    path: '$.draft',
    operator: 'equal',
    value: '',
  },
] as const

/** The `index`-th unit as its JSON text, as it comes over a wire; both sides parse it. */
export function unitText(index: number): string {
  return JSON.stringify({
    ticketId: `T-${index}`,
    customerId: `C-${(index * 7919) % 100_003}`,
    plan: 'team',
    country: 'SE',
    channel: 'mail',
    subject: 'Where is my refund?',
    body: 'You approved my refund last week and it still is not on my statement. When will I get it?',
    amount: 49.9,
    currency: 'EUR',
    openInvoices: 1,
    daysSinceInvoice: 12,
    seats: 4,
    isVip: false,
    isRefund: true,
    disputed: false,
    riskScore: 0.12,
    previousTickets: 3,
    language: 'en',
    intent: 'refund-timing',
    tier: 2,
  })
}

export const OUTPUT = {
  topic: 'refund-timing',
  draft: 'Your refund left us on the day it was approved.',
  confidence: 0.93,
  refundAmount: 0,
}
