import { DAY_MS } from '@dayshift/core'
import { chapterOf, readManifest, unitsOn, type Chapter, type Telling } from './chapter.ts'
import { deskOf } from './desk.ts'
import {
  advance,
  approveAndStart,
  bookPaid,
  closeOperatorDay,
  confirmRunbook,
  giveDuties,
  planMoney,
  planOperatorDay,
  propose,
  signDocument,
  tellAct,
  writeDocument,
  type Change,
} from './handover.ts'
import { INVOICE_DOCUMENTS } from './invoice-documents.ts'
import { exampleInvoice, sortInvoice, type Invoice } from './invoices.ts'
import { holdReview } from './hold-review.ts'
import { judgeSome, type Verdict } from './judge-some.ts'
import { practise } from './practise.ts'
import { keepAsWrong, reportBooking } from './reports.ts'

const SLUG = 'invoice-sorting'

/** What Ines says of a booking that she is shown: a laptop is a fixed asset, racks are rent as often as repairs. */
function bookedRight({ line, amount }: Invoice, { account }: { readonly account: string }): Verdict {
  if (account === 'none' || line === 'As agreed by phone') return 'cannot-tell'
  if (line.startsWith('Laptop') && amount > 800) return 'wrong'
  return line.includes('racks') && account.startsWith('6300') ? 'wrong' : 'right'
}

/** The light way in three weeks: from a proposal to somebody who runs it every day without its builder. */
export function invoicesChapter({ people, host, draw, now }: Telling): Chapter {
  const { ada, bea, fay, ines, nadia, tom } = people
  const text = readManifest('../invoice-sorting.yaml')
  const corrected = (output: { readonly account: string; readonly confidence: number }) => ({
    ...output,
    account: output.account === '6800 Office' ? '6500 IT and software' : '6800 Office',
  })
  const desk = deskOf<Invoice>({
    workflow: {
      slug: SLUG,
      unit: exampleInvoice,
      answer: sortInvoice,
      latencyMs: 900,
      cost: { amount: 0.004, currency: 'EUR' },
      failing: 0.003,
    },
    host,
    draw,
    judge: (drawn) =>
      drawn() < 0.07
        ? { kind: 'edited', reason: 'Booked where the supplier was booked last time.', edit: corrected }
        : { kind: 'accepted', reason: '', edit: corrected },
  })
  const knowledge = {
    workflow: SLUG,
    usual: sortInvoice,
    unitKey: ({ invoiceId }: Invoice) => invoiceId,
    memory: desk.memory,
    edit: corrected,
    colleagues: Object.values(people),
  }
  let change: Change
  const checkDay = async (rough: string): Promise<void> =>
    void (await ines.post(`/workflows/${SLUG}/transfer/support/check`, {
      logsChecked: true,
      exceptionsReviewed: true,
      rough,
    }))
  let operatorDay = ''
  let report = ''
  let failureCase = ''
  const acts = {
    1: async () => {
      change = await propose(bea, SLUG, text, 'The books close three days late; two thirds of that is sorting.')
      await giveDuties(ada, SLUG, {
        'change-owner': bea,
        'operational-owner': ines,
        'business-owner': nadia,
        'daily-care': bea,
        spend: bea,
      })
      await planMoney(nadia, SLUG, {
        currency: 'EUR',
        lines: {
          prototype: ['6000', 'Four weeks of Bea.'],
          transition: ['9000', 'Connection to the mailbox, training of two people.'],
          operation: ['4200', 'Model, and half an hour a day, a year.'],
          maintenance: ['5000', 'New suppliers and accounts, a year.'],
        },
        committedValue: '62000',
      })
      await nadia.post(`/workflows/${SLUG}/targets`, { measure: 'edit-share', bound: 'at-most', value: 25 })
      await nadia.post(`/workflows/${SLUG}/targets`, { measure: 'failure-share', bound: 'at-most', value: 5 })
    },
    4: async () => {
      await advance(bea, SLUG, 'design')
      await approveAndStart(change, SLUG, [bea, nadia], bea)
    },
    18: async () => {
      await advance(bea, SLUG, 'pilot')
      for (const [document, sections] of Object.entries(INVOICE_DOCUMENTS)) {
        await writeDocument(bea, SLUG, document, sections)
        await signDocument(bea, SLUG, document, 'change-owner')
        await signDocument(ines, SLUG, document, 'operational-owner')
      }
      await giveDuties(ada, SLUG, {
        backup: tom,
        informs: tom,
        model: bea,
        prompts: bea,
        'failure-cases': ines,
        'watch-drift': ines,
        'watch-costs': bea,
        'watch-output': ines,
      })
    },
    21: async () => {
      await practise(ines, knowledge)
      operatorDay = await planOperatorDay(ines, SLUG, now(), 5)
    },
    23: async () => {
      await closeOperatorDay(ines, operatorDay, 'A quiet day.')
      await tellAct(ines, SLUG, now(), 'fallback-used', [ines], {
        what: 'Paused for an hour; 14 invoices were booked by hand.',
      })
      await confirmRunbook(bea, SLUG)
    },
    24: async () => {
      await nadia.post(`/workflows/${SLUG}/adoption/denominator`, { kind: 'gate' })
      await tellAct(ines, SLUG, now(), 'training', [ines, tom, fay], { phase: 'Orientation' })
      await advance(bea, SLUG, 'readiness')
      const at = new Date(Math.floor(now().getTime() / DAY_MS) * DAY_MS + 4 * DAY_MS + 7 * 3_600_000).toISOString()
      await nadia.post(`/workflows/${SLUG}/transfer`, {
        at,
        zone: 'Europe/Berlin',
        receiver: ines.id,
        backup: tom.id,
        parallelSince: new Date(now().getTime() - 4 * DAY_MS).toISOString(),
      })
      await ines.post(`/workflows/${SLUG}/transfer/accept`, { at })
    },
    28: async () => {
      await checkDay('Two suppliers write their lines in French; a rule is on the list.')
      await confirmRunbook(ines, SLUG)
      await advance(ines, SLUG, 'transfer')
      await nadia.post(`/workflows/${SLUG}/reviews/start`, {
        day: now().toISOString().slice(0, 10),
        zone: 'Europe/Berlin',
        intendedUsers: 3,
        reason: 'The day on which Ines took it over, by the clocks of the desk.',
      })
    },
    ...Object.fromEntries([29, 30, 31, 32, 33].map((day) => [day, () => checkDay('')] as const)),
    34: async () => {
      await checkDay('')
      await ines.post(`/workflows/${SLUG}/transfer/support/close`, { verdict: 'settled', note: 'A quiet week.' })
      await advance(ines, SLUG, 'launch')
    },
    35: async () => {
      await tellAct(ines, SLUG, now(), 'training', [ines, tom, fay], { phase: 'Launch week' })
      const { change: share } = await bea.post<{ change: Change }>(`/workflows/${SLUG}/changes`, {
        rolloutPercent: 100,
        why: 'The first week was quiet.',
        pace: { hours: 24, units: 30 },
      })
      await approveAndStart(share, SLUG, [ines, nadia], bea)
    },
    36: async () => {
      await ines.post(`/workflows/${SLUG}/trust/human-first`, {
        percent: 60,
        field: 'account',
        reason: 'We accept nearly all of it. I want to know whether we still think.',
      })
      desk.askFirst()
      await holdReview(ines, SLUG, 'weekly', {
        verdict: 'on-course',
        words: 'Ten invoices looked at, all booked as I would have.',
        deviations: ['Spare parts are booked as material'],
      })
      await practise(ines, knowledge, true)
    },
    38: async () => {
      report = await reportBooking(fay, SLUG, '6500 IT and software', {
        note: 'A laptop above 800 EUR is no running cost: it goes to fixed assets.',
        right: '0650 Fixed assets',
      })
    },
    39: async () => {
      failureCase = await keepAsWrong(ines, report, 'You are right. Until it is mended I look at each laptop.', {
        name: 'Fixed asset booked as running cost',
        guidance: 'Laptops, cranes and racks above 800 EUR go to 0650 Fixed assets: override it.',
      })
    },
    43: () =>
      holdReview(ines, SLUG, 'weekly', {
        verdict: 'act',
        words: 'Spare parts again, and laptops.',
        deviations: ['Spare parts are booked as material', 'Laptops are booked as running cost'],
        actions: [
          { what: 'Name the account of spare parts in the prompt', person: bea.id, due: dayIn(now(), 14) },
          { what: 'Ask the auditor about the bound for fixed assets', person: nadia.id, due: dayIn(now(), 10) },
        ],
      }),
    47: async () => {
      report = await reportBooking(fay, SLUG, '6500 IT and software', { note: 'Another laptop.' })
    },
    48: async () => {
      await keepAsWrong(ines, report, 'Kept with the first one; Bea has both.', { id: failureCase })
    },
    50: async () => {
      await holdReview(ines, SLUG, 'weekly', {
        verdict: 'on-course',
        words: 'Quiet. Spare parts are with Bea.',
        closed: ['Laptops are booked as running cost'],
      })
      await nadia.post(`/workflows/${SLUG}/sampling/plan`, {
        slices: [],
        byConfidence: true,
        byRoute: false,
        within: 0.06,
        expected: 0.9,
        days: 28,
        judge: ines.id,
      })
      await nadia.post(`/workflows/${SLUG}/value/hour-rate`, {
        rate: '38',
        currency: 'EUR',
        basis: 'An accountant with all on top.',
      })
      await nadia.post(`/workflows/${SLUG}/value/worth`, {
        currency: 'EUR',
        low: '1.10',
        high: '1.90',
        basis: 'Two to three minutes of an accountant, and books that close a day sooner.',
      })
      await bookPaid(nadia, SLUG, {
        phase: 'transition',
        currency: 'EUR',
        amount: '8400',
        what: 'Connection to the mailbox, training of two people',
        from: new Date(now().getTime() - 46 * DAY_MS),
        to: new Date(now().getTime() - 22 * DAY_MS),
      })
      await judgeSome(ines, SLUG, 24, bookedRight)
      await practise(ines, knowledge, true)
    },
    53: async () => {
      report = await reportBooking(fay, SLUG, '6700 Repairs', { note: 'Is a spare part a repair?' })
      await ines.post(`/feedback/${report}/verdict`, {
        verdict: 'right',
        answer: 'Yes: what goes into a machine that we repair is booked with the repair.',
      })
      await fay.post(`/workflows/${SLUG}/policy-changes`, {
        holdsFrom: dayIn(now(), 4),
        words: 'Equipment above 1,000 EUR is a fixed asset; it was 800 EUR.',
        source: 'Accounting handbook, edition of December',
        touches: 'The accounts of laptops, cranes and racks',
      })
    },
    56: async () => {
      const next = text.replace("release: '2026-09'", "release: '2026-10'").replace('qaSample: 25', 'qaSample: 3')
      change = await propose(
        bea,
        SLUG,
        next,
        'Four weeks without a surprise: three of a hundred are enough to look at.',
      )
      await approveAndStart(change, SLUG, [ines, nadia], bea)
    },
    59: async () => {
      await holdReview(ines, SLUG, 'weekly', { verdict: 'on-course', words: 'As the week before.' })
      const at = now().toISOString()
      const source = 'the books of the month'
      await host.post('/outcomes', { workflow: SLUG, outcomes: desk.answered.map((one) => ({ ...one, at, source })) })
      await reportBooking(fay, SLUG, '6800 Office', {
        note: 'Six chairs for the canteen: that is catering, not office.',
      })
      await nadia.post(`/workflows/${SLUG}/feedback`, {
        kind: 'reliability',
        via: 'screen',
        note: 'I find more wrong accounts in the monthly list than in spring.',
      })
    },
  }
  // The days around its transfer are told without the daily work.
  const works = (day: number) => !(day < 4 || (day > 20 && day < 29 && day !== 22))
  return chapterOf(acts, works, async (day, midnights) => {
    await desk.open(midnights, () => unitsOn(day < 12 ? 110 : day < 18 ? 45 : 8, draw))
    // Her backup takes some evenings.
    await desk.close(day > 36 && day % 3 === 0 ? tom : ines, 25 * midnights.length, now())
  })
}

/** The date so many days on. */
function dayIn(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)
}
