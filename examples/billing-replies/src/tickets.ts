/** A support ticket as the desk hands it to the workflow. */
export interface Ticket {
  readonly ticketId: string
  readonly customer: string
  readonly email: string
  readonly plan: 'starter' | 'team' | 'business'
  readonly text: string
}

const CUSTOMERS = [
  { customer: 'Harbour Bikes', email: 'maria.lindqvist@harbour-bikes.example' },
  { customer: 'Weber Druck', email: 'jonas.weber@weber-druck.example' },
  { customer: 'Northfield Clinic', email: 'accounts@northfield-clinic.example' },
  { customer: 'Okafor Studio', email: 'amara@okafor-studio.example' },
  { customer: 'Sunrise Bakery', email: 'billing@sunrise-bakery.example' },
  { customer: 'Paperlane', email: 'li.wei@paperlane.example' },
  { customer: 'Tallgrass', email: 'finance@tallgrass.example' },
  { customer: 'De Wit Installatie', email: 'pieter@dewit-installatie.example' },
  { customer: 'Marin & Co', email: 'rosa@marin-co.example' },
  { customer: 'Green Valley School', email: 'office@green-valley-school.example' },
] as const

const PLANS = ['starter', 'team', 'business'] as const

/** Tickets written for this example; the four kinds of the billing desk, the sensitive ones, and what belongs elsewhere. */
const TEXTS = [
  'Hi, you approved my refund last week and it still is not on my statement. When will I get it?',
  'My card was declined on renewal although there is enough money on it. Will we lose access?',
  'We received two invoices for October, for the same seats. I think we were charged twice.',
  'We want to move from the team plan to the business plan. How do we upgrade?',
  'Where can I find my invoices? Our accounting needs the one for last month.',
  'There is a charge on my card that I did not make. I do not recognise it at all.',
  'Which payment methods do you accept for yearly plans? Can we pay by bank transfer?',
  'Is VAT included in your price, and how do I get the reverse charge on our invoice?',
  'Our company moved. Please use the new address for invoices from now on.',
  'I am starting a chargeback with my bank if nobody answers me today.',
  'How long does a refund take? I was told I would be refunded but nothing came.',
  'The app crashes when I open the report page. Can you help?',
  'Please cancel my subscription at the end of the month.',
  'The payment keeps failing with an error that my card cannot be charged.',
  'I need a copy of the invoice for March as a PDF please.',
  'This is the third wrong invoice. I will get my lawyer involved.',
  'Downgrade my subscription to starter please, we are only two people now.',
  'You billed me twice this month, please check both invoices.',
  'Do you take American Express?',
  'How do I invite a colleague to our workspace?',
  'Where is my refund? It has been two weeks.',
  'Someone used my card without my permission to buy your business plan. This looks like fraud.',
  'What happens when I change to a cheaper plan in the middle of the month?',
  'Our company name changed, please update the name on the invoice.',
  'I can not find the receipt for my payment anywhere in my account.',
  'My payment did not go through at checkout. Why was my card rejected?',
  'Because of your double charge I cannot pay my rent. I do not know what to do.',
  'Turn off automatic renewal for our plan.',
  'Can I pay with a debit card?',
  'Hello, is anybody there?',
] as const

/** The `index`-th ticket, 0 and up; the texts repeat with other customers, so that no ticket comes twice. */
export function exampleTicket(index: number): Ticket {
  const text = TEXTS[index % TEXTS.length] ?? TEXTS[0]
  const customer = CUSTOMERS[(index * 7 + Math.floor(index / TEXTS.length)) % CUSTOMERS.length] ?? CUSTOMERS[0]
  return { ticketId: `T-${10_421 + index}`, ...customer, plan: PLANS[index % PLANS.length] ?? 'starter', text }
}
