import { answerFromPolicy, type Answer } from '@dayshift/example-billing-replies/answer'
import { trainTopics } from '@dayshift/example-billing-replies/classifier'
import type { Ticket } from '@dayshift/example-billing-replies/tickets'
import { DAY_MS } from '@dayshift/core'
import { BILLING_DOCUMENTS } from './billing-documents.ts'
import { pastTicket } from './billing-tickets.ts'
import { chapterOf, readManifest, unitsOn, type Chapter, type Telling } from './chapter.ts'
import { deskOf } from './desk.ts'
import {
  advance,
  approveCost,
  approveAndStart,
  bookPaid,
  closeOperatorDay,
  confirmRunbook,
  giveDuties,
  planMoney,
  planOperatorDay,
  propose,
  readDocument,
  signDocument,
  tellAct,
  writeDocument,
  type Change,
} from './handover.ts'
import { practise } from './practise.ts'

const SLUG = 'billing-replies'
/** Replies of which the desk's list tells what came of them. */
const TURNED_OUT = 120

/** The long way, told until the middle of the transfer: what is done, what is open, and the date four days ahead. */
export function billingChapter({ people, host, draw, now }: Telling): Chapter {
  const { ada, bea, olu, nadia, tom, mina, dev, kai, fay, ines } = people
  const text = readManifest('../../billing-replies/dayshift.yaml')
  const classifier = trainTopics()
  const shorter = (output: Answer) => ({
    ...output,
    draft: `${output.draft.replace('Kind regards', 'Best regards')} (Harbour Billing)`,
  })
  const desk = deskOf<Ticket>({
    workflow: {
      slug: SLUG,
      unit: pastTicket,
      answer: (ticket) => answerFromPolicy(classifier, ticket),
      latencyMs: 1400,
      cost: { amount: 0.011, currency: 'USD' },
      failing: 0.006,
    },
    host,
    draw,
    judge: (drawn) => {
      const at = drawn()
      if (at < 0.11) return { kind: 'edited', reason: 'Too formal for this customer.', edit: shorter }
      if (at < 0.14) return { kind: 'overridden', reason: 'It promises what the policy does not.', edit: shorter }
      return { kind: 'accepted', reason: '', edit: shorter }
    },
  })
  const write = async (
    by: typeof bea,
    document: keyof typeof BILLING_DOCUMENTS,
    signers: readonly (readonly [typeof bea, string])[],
  ) => {
    await writeDocument(by, SLUG, document, BILLING_DOCUMENTS[document])
    for (const [person, duty] of signers) await signDocument(person, SLUG, document, duty)
  }
  const tell = (
    by: typeof bea,
    kind: string,
    with_: readonly (typeof bea)[],
    details: Readonly<Record<string, string>> = {},
  ) => tellAct(by, SLUG, now(), kind, with_, details)
  let change: Change
  let operatorDay = ''

  const acts = {
    0: async () => {
      change = await propose(bea, SLUG, text, 'Replies take two days; most answers stand in the billing policy.')
      await ada.post(`/workflows/${SLUG}/playbook`, { id: 'enterprise', reason: 'Customers see what it writes.' })
      await giveDuties(ada, SLUG, {
        'change-owner': bea,
        'operational-owner': olu,
        'business-owner': nadia,
        'daily-care': kai,
        spend: bea,
        sponsor: ada,
      })
      await tell(olu, 'operations-joined', [olu, bea])
      await write(bea, 'pilot-plan', [
        [bea, 'change-owner'],
        [olu, 'operational-owner'],
      ])
      await write(olu, 'production-standards', [[olu, 'operational-owner']])
      await readDocument(bea, SLUG, 'production-standards')
      await planMoney(nadia, SLUG, {
        currency: 'USD',
        lines: {
          prototype: ['18000', 'Three months of Bea, half her time.'],
          transition: ['42000', 'Connections, training of six agents, six weeks of both teams.'],
          operation: ['9600', 'Model, and an hour a day of Olu, a year.'],
          maintenance: ['14000', 'New policies, new models, a year.'],
        },
        committedValue: '96000',
      })
      await tell(nadia, 'notice-sent', [nadia, olu], {
        words:
          'From spring the desk reads drafts instead of writing replies. How the work is done will change; Olu leads that.',
      })
    },
    3: async () => {
      await tell(olu, 'notice-answered', [olu], {
        words: 'Understood. We want drafts inside the reply box, not in a second screen, and we want to say no.',
      })
      await tell(bea, 'build-started', [bea])
    },
    6: async () => {
      await advance(nadia, SLUG, 'design')
      await approveAndStart(change, SLUG, [kai, nadia], bea)
    },
    10: async () =>
      await tell(olu, 'requirement-shaped', [olu, bea], {
        what: 'No draft where the policy says nothing; an agent answers.',
      }),
    14: async () => {
      await giveDuties(ada, SLUG, {
        backup: tom,
        informs: tom,
        'product-manager': mina,
        'data-engineer': dev,
        'ai-operations': kai,
        infrastructure: kai,
        security: kai,
        finance: fay,
      })
      await nadia.post(`/workflows/${SLUG}/waivers`, {
        criterion: 'pilot-volume',
        reason:
          'Some 15 tickets a day come, a fifth of them with a draft: 2,000 answers would take two years. The first step stays at 20 %.',
        expiresAt: new Date(now().getTime() + 75 * DAY_MS).toISOString(),
      })
      await advance(nadia, SLUG, 'pilot')
    },
    15: async () => {
      await write(dev, 'readiness-checklist', [
        [olu, 'operational-owner'],
        [dev, 'data-engineer'],
        [kai, 'ai-operations'],
      ])
      await write(bea, 'transition-team', [
        [bea, 'change-owner'],
        [olu, 'operational-owner'],
      ])
      await write(nadia, 'vendor-responsibilities', [[nadia, 'business-owner']])
      await tell(dev, 'data-compared', [dev, bea], {
        pilotData: 'Tickets of five weeks, 20 % of the queue, unfiltered.',
        productionData: 'The whole queue: the same form, a tenth of it in other languages.',
        result: 'Other languages are the one difference; they go to an agent.',
      })
      await nadia.post(`/workflows/${SLUG}/targets`, { measure: 'edit-share', bound: 'at-most', value: 20 })
      await nadia.post(`/workflows/${SLUG}/targets`, { measure: 'failure-share', bound: 'at-most', value: 3 })
      await nadia.post(`/workflows/${SLUG}/targets`, { measure: 'latency-p95', bound: 'at-most', value: 8000 })
      await tell(kai, 'concern-raised', [kai], { what: 'The key of the model is in a file on the desk’s server.' })
      await approveCost(nadia, fay, SLUG, {
        amount: '1800',
        currency: 'USD',
        why: 'The calls of the whole queue, and half an hour a day of whoever cares for it.',
        until: new Date(now().getTime() + 300 * DAY_MS),
        reason: 'Within the budget of the desk. Ask again before the whole queue goes through.',
      })
      await tell(olu, 'mandates-accepted', [olu, bea], {
        words: 'One draft in seven needs a hand. We take that, as long as nothing with money goes out unread.',
        innovation: 'Explore. Asked: did we prove that drafts from the policy could work?',
        operations: 'A reliable desk. Asked: did anything break today?',
      })
    },
    19: async () => {
      await tell(kai, 'concern-closed', [kai, bea], { what: 'The key of the model is in a file on the desk’s server.' })
      await tell(kai, 'alert-exercised', [kai, olu], { what: 'Failed calls above 10 %: Olu had it after 4 minutes.' })
      await tell(kai, 'alert-exercised', [kai, tom], { what: 'No runs for an hour: Tom had it after 9 minutes.' })
      await tell(tom, 'call-tested', [tom, kai], { what: 'Called at 2:10 a.m., answered at the second ring.' })
      await confirmRunbook(kai, SLUG)
    },
    20: async () => await advance(nadia, SLUG, 'readiness'),
    22: async () => {
      await giveDuties(ada, SLUG, {
        'end-user': ines,
        training: mina,
        compliance: fay,
        thresholds: nadia,
        monitoring: kai,
        retraining: nadia,
        maintenance: bea,
        model: bea,
        prompts: bea,
        'failure-cases': olu,
        'watch-drift': kai,
        'watch-costs': fay,
        'watch-output': olu,
      })
      await write(mina, 'workflow-redesign', [
        [olu, 'operational-owner'],
        [mina, 'product-manager'],
      ])
      await readDocument(ines, SLUG, 'workflow-redesign')
      await tell(mina, 'practised', [mina, olu, tom])
      await nadia.post(`/workflows/${SLUG}/adoption/denominator`, { kind: 'gate' })
      await tell(bea, 'joint-session', [bea, olu], { covers: 'what it does, why' })
    },
    28: async () => {
      await tell(bea, 'joint-session', [bea, olu, tom], { covers: 'edge cases' })
      await tell(olu, 'joint-incident', [olu, bea], {
        what: 'Drafts named the old plan after the price change; policy mended in two hours.',
      })
      await write(bea, 'four-decisions', [
        [bea, 'change-owner'],
        [olu, 'operational-owner'],
        [nadia, 'business-owner'],
      ])
      await write(mina, 'acceptance-criteria', [[mina, 'product-manager']])
      await write(mina, 'edge-case-inventory', [[mina, 'product-manager']])
      await write(bea, 'failure-mode-log', [[kai, 'ai-operations']])
    },
    36: async () => {
      await tell(bea, 'joint-session', [bea, olu], { covers: 'when it goes wrong' })
      await tell(olu, 'joint-review', [olu, bea, nadia])
      await write(nadia, 'use-case', [[nadia, 'business-owner']])
      await write(nadia, 'sign-off', [[nadia, 'business-owner']])
      await write(nadia, 'thresholds', [
        [nadia, 'business-owner'],
        [nadia, 'thresholds'],
      ])
      await write(nadia, 'escalation-matrix', [
        [nadia, 'business-owner'],
        [olu, 'operational-owner'],
      ])
      await practise(olu, {
        workflow: SLUG,
        usual: (ticket: Ticket) => answerFromPolicy(classifier, ticket),
        unitKey: ({ ticketId }: Ticket) => ticketId,
        memory: desk.memory,
        edit: shorter,
        colleagues: Object.values(people),
      })
    },
    46: async () => {
      await tell(bea, 'joint-session', [bea, olu, kai], { covers: 'what it does, why, edge cases, when it goes wrong' })
      await write(mina, 'handoff-package', [[olu, 'operational-owner']])
      await tell(nadia, 'management-direction', [nadia, olu], {
        words: 'From 1 December the billing desk works with the drafts. It is how we answer.',
      })
      operatorDay = await planOperatorDay(olu, SLUG, now(), 5)
    },
    49: async () => {
      await closeOperatorDay(olu, operatorDay, 'Nothing that was not expected.')
    },
    50: async () => {
      // What went out and drew no second question within a week was right; what an agent set aside was not.
      const turned = [...desk.memory].slice(-TURNED_OUT)
      await host.post('/outcomes', {
        workflow: SLUG,
        outcomes: turned.map(([unitKey, kind]) => ({
          unitKey,
          verdict: kind === 'overridden' ? 'wrong' : 'right',
          at: now().toISOString(),
          source: 'second questions and credit notes within a week',
        })),
      })
      const ago = (days: number) => new Date(now().getTime() - days * DAY_MS)
      await nadia.post(`/workflows/${SLUG}/value/hour-rate`, {
        rate: '33',
        currency: 'USD',
        basis: 'An agent with all on top, as in the desk’s budget.',
      })
      await nadia.post(`/workflows/${SLUG}/value/worth`, {
        currency: 'USD',
        low: '2.20',
        high: '4.50',
        basis: 'Four to eight minutes of an agent, at 33 USD an hour.',
      })
      await bookPaid(nadia, SLUG, {
        phase: 'prototype',
        currency: 'USD',
        amount: '19500',
        what: 'Three months of Bea, half her time',
        from: ago(140),
        to: ago(51),
      })
      await bookPaid(nadia, SLUG, {
        phase: 'transition',
        currency: 'USD',
        hours: '96',
        rate: '85',
        what: 'Sessions, documents and practice of both teams',
        from: ago(36),
        to: ago(1),
      })
      await bookPaid(nadia, SLUG, {
        phase: 'maintenance',
        currency: 'USD',
        hours: '6',
        rate: '85',
        what: 'The policy after the price change',
        from: ago(23),
        to: ago(20),
      })
    },
    56: async () => {
      await tom.post(`/workflows/${SLUG}/adoption/claims`, {
        cause: 'accuracy',
        words: 'We would use it more if it were right more often.',
        needed: 0.85,
      })
      const at = new Date(Math.ceil((now().getTime() + 7 * DAY_MS) / DAY_MS) * DAY_MS + 8 * 3_600_000).toISOString()
      await nadia.post(`/workflows/${SLUG}/transfer`, {
        at,
        zone: 'Europe/Berlin',
        receiver: olu.id,
        backup: tom.id,
        parallelSince: new Date(now().getTime() - 34 * DAY_MS).toISOString(),
      })
      await olu.post(`/workflows/${SLUG}/transfer/accept`, { at })
    },
  }
  // Between the pilot's weeks and the last ones the story skips the daily work.
  const works = (day: number) => !(day < 6 || (day > 13 && day < 34))
  return chapterOf(acts, works, async (day, midnights) => {
    await desk.open(midnights, () => unitsOn(day < 14 ? 30 : 8, draw))
    await desk.close(day < 58 ? olu : tom, day < 58 ? 40 * midnights.length : 3, now())
  })
}
