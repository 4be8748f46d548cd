/** One entry of the billing policy: what may be answered, and how. A topic without an entry gets no draft (S314). */
export interface PolicyEntry {
  readonly id: string
  readonly topic: string
  readonly rule: string
  /** The reply, from the policy's own words. */
  readonly reply: string
  /** Whether following the reply changes something in the customer's account. */
  readonly changesAccount: boolean
}

export const BILLING_POLICY: readonly PolicyEntry[] = [
  {
    id: 'refund-timing',
    topic: 'refund-timing',
    rule: 'Refunds leave us the same day; the payment provider can take up to 10 business days.',
    reply:
      'Your refund left us on the day it was approved. Your payment provider then needs up to 10 business days to show it on your statement. If it is not there after that, answer to this message and we will trace it with the provider.',
    changesAccount: false,
  },
  {
    id: 'failed-card-charge',
    topic: 'failed-card-charge',
    rule: 'A failed charge is tried again by itself; the customer checks card and bank approval first.',
    reply:
      'Your card was not charged: your bank declined the attempt. Please check that the card has not expired and that your bank lets online payments through. We try again by ourselves, and your plan stays active meanwhile. You can enter another card under Settings, Billing.',
    changesAccount: false,
  },
  {
    id: 'duplicate-invoice',
    topic: 'duplicate-invoice',
    rule: 'A second invoice for one period is credited in full after an agent has compared both.',
    reply:
      'Two invoices for the same period should not happen. We have compared both; the second one is credited in full, and the amount of $ will be returned to the card that was charged.',
    changesAccount: true,
  },
  {
    id: 'plan-change',
    topic: 'plan-change',
    rule: 'A change of plan takes effect at once when it goes up, at the end of the period when it goes down.',
    reply:
      'You can change your plan under Settings, Plan. A larger plan starts at once and is charged for the rest of the period; a smaller one starts with the next period.',
    changesAccount: true,
  },
  {
    id: 'cancel-plan',
    topic: 'cancel-plan',
    rule: 'Cancelling ends the plan with the period that is paid; data stays for export.',
    reply:
      'You can cancel under Settings, Plan. Your plan then runs to the end of the period that you have paid for, and your data can be exported until then.',
    changesAccount: true,
  },
  {
    id: 'payment-methods',
    topic: 'payment-methods',
    rule: 'Cards and bank transfer are accepted; transfers for yearly plans alone.',
    reply:
      'You can pay with the common credit and debit cards. Yearly plans can also be paid by bank transfer. You choose the way to pay under Settings, Billing.',
    changesAccount: false,
  },
  {
    id: 'invoice-copy',
    topic: 'invoice-copy',
    rule: 'Every invoice can be downloaded by the account owner.',
    reply:
      'All your invoices are under Settings, Billing, Invoices. The account owner can open each of them there and download it as a PDF.',
    changesAccount: false,
  },
  {
    id: 'billing-address',
    topic: 'billing-address',
    rule: 'Name and address on future invoices can be changed by the account owner; issued invoices are corrected by an agent.',
    reply:
      'The account owner can change the name and address for future invoices under Settings, Billing, Details. If an invoice that you already have must be corrected, tell us its number.',
    changesAccount: true,
  },
]

export function policyFor(topic: string): PolicyEntry | null {
  return BILLING_POLICY.find((entry) => entry.topic === topic) ?? null
}
