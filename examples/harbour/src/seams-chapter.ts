import { chapterOf, type Chapter, type Telling } from './chapter.ts'
import type { StoryClient } from './story-client.ts'

interface Side {
  readonly kind: 'team' | 'tool'
  readonly name: string
}
interface Opened {
  readonly id: string
  readonly from: { readonly id: string }
  readonly to: { readonly id: string }
}

const team = (name: string): Side => ({ kind: 'team', name })
const tool = (name: string): Side => ({ kind: 'tool', name })

/** Where work changes hands at Harbour: what people told of it, from the first complaint to the one that is ready. */
export function seamsChapter({ people, host, now }: Telling): Chapter {
  const { ada, olu, nadia, ines, tom, mina, kai, fay, bea } = people

  async function open(by: StoryClient, from: Side, to: Side, what: string, more: object = {}): Promise<Opened> {
    const { seam } = await by.post<{ seam: Opened }>('/seams', { from, to, what, ...more })
    return seam
  }
  const answersFor = (nodeId: string, who: StoryClient) => ada.post(`/seam-nodes/${nodeId}/owner`, { person: who.id })
  const own = ({ id }: Opened, who: StoryClient, authority: string) =>
    ada.post(`/seams/${id}/owner`, { person: who.id, authority })
  const change = (by: StoryClient, { id }: Opened, body: object) => by.patch(`/seams/${id}`, body)
  async function tell(by: StoryClient, { id }: Opened, ...parts: readonly object[]): Promise<void> {
    for (const part of parts) await by.post(`/seams/${id}/parts`, part)
  }
  const inSystem = (name: string, why: string, system: string, field: string) => ({
    part: 'context',
    name,
    why,
    lives: { kind: 'system', system, field },
  })
  const inHead = (name: string, why: string, whose: string, unwritten: string) => ({
    part: 'context',
    name,
    why,
    lives: { kind: 'head', whose },
    unwritten,
  })
  const around = (
    side: 'from' | 'to',
    kind: string,
    words: string,
    hoursPerWeek: number,
    count: number,
    rate: string,
  ) => ({
    part: 'workaround',
    side,
    kind,
    words,
    hoursPerWeek,
    people: count,
    rate,
  })

  let mail: Opened
  let sync: Opened

  async function told(): Promise<void> {
    const deal = await open(mina, team('Sales'), team('Onboarding'), 'A signed customer', { volumePerWeek: 14 })
    await answersFor(deal.from.id, mina)
    await answersFor(deal.to.id, tom)
    await tell(
      mina,
      deal,
      inHead('The client who needs extra attention', 'the first month decides', 'Mina Product', 'extra-attention'),
      inHead(
        'The order that is really an exception',
        'it looks standard on the form',
        'whoever sold it',
        'looks-standard',
      ),
      inHead('The step that everyone skips', 'tax numbers are asked for later', 'Tom Backup', 'skipped-step'),
    )
    await tell(
      tom,
      deal,
      around('from', 'spreadsheet', 'A list of what was promised, kept beside the CRM', 3, 2, '55'),
      around('to', 'meeting', 'Monday round so that Onboarding knows what Sales sold', 1, 6, '60'),
      { part: 'covering', who: 'Mina Product', words: 'walks over when a client is new' },
      { part: 'pressure', from: 'board', words: 'An AI that onboards by March' },
      { part: 'answer', automate: false, reason: 'What must cross is in three heads' },
    )
    await change(tom, deal, { fixCost: '18000', errorShare: 0.2 })

    const desk = await open(tom, team('Onboarding'), team('Billing desk'), 'A customer with a first invoice', {
      volumePerWeek: 12,
    })
    await answersFor(desk.to.id, olu)
    await own(desk, nadia, 'change the form of both and spend 3,000 EUR')
    await tell(
      tom,
      desk,
      inSystem('Billing address', 'the invoice goes there', 'CRM', 'billing_address'),
      inSystem('Agreed discount', 'else the first invoice is wrong', 'CRM', 'discount'),
      around('to', 'person', 'Olu remembers who was promised what', 1.5, 1, '58'),
    )

    sync = await open(kai, tool('CRM'), tool('Billing system'), 'Customers and their plans', { volumePerWeek: 300 })
    await answersFor(sync.from.id, mina)
    await answersFor(sync.to.id, fay)
    await own(sync, kai, 'change what is sent and stop the sync')
    await tell(
      kai,
      sync,
      inSystem('Customer number', 'it is the key on both sides', 'CRM', 'customer_id'),
      inSystem('Plan', 'it decides the price', 'CRM', 'plan'),
      {
        part: 'connection',
        name: 'Nightly script',
        builtBy: 'Rosa',
        why: 'To copy customers until there was something better',
        builtOn: '2019-03-01',
        still: 'runs',
        builderHere: 'no',
      },
      {
        part: 'connection',
        name: 'Integration tool',
        builtBy: 'Kai Systems',
        why: 'To copy plans within the hour',
        builtOn: '2024-06-12',
        still: 'runs',
        builderHere: 'yes',
      },
      around('to', 'spreadsheet', 'Fay compares both lists before each invoice run', 2, 1, '62'),
    )
    await kai.post(`/seams/${sync.id}/contract`, {
      schema: {
        type: 'object',
        required: ['customer_id', 'plan'],
        properties: { customer_id: { type: 'string' }, plan: { enum: ['starter', 'team', 'harbour'] } },
      },
      note: 'What an invoice needs',
    })

    const report = await open(fay, tool('Billing system'), tool('Reporting'), 'Invoices and payments', {
      volumePerWeek: 900,
    })
    await tell(
      fay,
      report,
      inSystem('Invoice date', 'the month it counts in', 'Billing system', 'issued_on'),
      around('to', 'spreadsheet', 'Exported, corrected by hand, loaded again', 4, 1, '62'),
    )
    await change(fay, report, { fixCost: '9000' })

    const refunds = await open(olu, team('Billing desk'), team('Finance'), 'A refund above 200 EUR', {
      volumePerWeek: 9,
    })
    await answersFor(refunds.to.id, fay)
    await tell(olu, refunds, inSystem('Why it is refunded', 'Finance books it by that', 'Help desk', 'refund_reason'))

    const judgement = await open(bea, team('Billing desk'), team('Billing desk'), 'Routine replies and disputes', {
      kind: 'judgement',
      volumePerWeek: 160,
    })
    await own(judgement, nadia, 'say which replies the AI drafts')
    await tell(
      nadia,
      judgement,
      inSystem('Whether it is a dispute', 'a dispute needs judgement', 'Help desk', 'topic'),
      { part: 'rule', when: 'asks for a copy, a due date, an address', to: 'ai', stake: 'none' },
      { part: 'rule', when: 'a dispute, an exception, a refund above 50 EUR', to: 'person', stake: 'money' },
      { part: 'rule', when: 'a bereavement or an insolvency', to: 'person', stake: 'stress' },
    )

    mail = await open(ines, tool('Mailroom scanner'), team('Payables'), 'A scanned invoice', { volumePerWeek: 240 })
    await answersFor(mail.from.id, kai)
    await answersFor(mail.to.id, ines)
    await own(mail, fay, 'change the scanner’s profiles')
    await change(ines, mail, { errorShare: 0.02, fixCost: '4000' })
    await tell(
      ines,
      mail,
      inSystem('Supplier number', 'it is booked by that', 'Scanner', 'supplier_no'),
      { part: 'assessment', fits: true, words: 'Sat beside two clerks for a morning; the pile goes as the form says' },
      { part: 'check', words: 'One in twenty is booked by hand and compared', by: 'Ines Payables' },
      around('to', 'spreadsheet', 'A list of suppliers that the scanner misreads', 0.5, 1, '48'),
    )
  }

  async function crossed(): Promise<void> {
    const sent = (n: number, of: Opened, context: (i: number) => object) =>
      Promise.all(
        Array.from({ length: n }, async (_, i) => {
          const at = new Date(now().getTime() - (n - i) * 7_200_000).toISOString()
          return await host.post<{ id: string }>(`/seams/${of.id}/crossings`, {
            unitKey: `h-${i + 1}`,
            at,
            context: context(i),
          })
        }),
      )
    const scans = await sent(5, mail, () => ({ supplier_no: '70014' }))
    await Promise.all(scans.map(({ id }) => ines.post(`/seams/${mail.id}/crossings/${id}/receipt`, { complete: true })))
    await tell(fay, mail, {
      part: 'answer',
      automate: true,
      reason: 'What must cross is in the scanner, and Payables has it',
    })
    await fay.post(`/seams/${mail.id}/workflows`, { workflow: 'invoice-sorting', stands: true })
    // Somebody renamed a field on the way.
    await sent(6, sync, (i) => ({ [i < 4 ? 'customer_id' : 'customerId']: `c-${i}`, plan: 'team' }))
  }

  return chapterOf(
    { 20: told, 53: crossed },
    () => false,
    async () => {},
  )
}
