import { chapterOf, readManifest, unitsOn, type Chapter, type Telling } from './chapter.ts'
import { deskOf } from './desk.ts'
import { advance, approveAndStart, giveDuties, planMoney, propose, type Change } from './handover.ts'
import { reportNewest } from './reports.ts'
import { exampleRequest, triageRequest } from './requests.ts'

const SLUG = 'request-triage'

/** A pilot that worked, and whose builder went on to something else: nobody has it since. */
export function requestsChapter({ people, host, draw, now }: Telling): Chapter {
  const { ada, paul, dev, kai, nadia } = people
  const text = readManifest('../request-triage.yaml')
  const desk = deskOf({
    workflow: {
      slug: SLUG,
      unit: exampleRequest,
      answer: triageRequest,
      latencyMs: 700,
      cost: { amount: 0.002, currency: 'EUR' },
      failing: 0.01,
    },
    host,
    draw,
    judge: () => ({ kind: 'accepted', reason: '', edit: (output: never) => output }),
  })
  let change: Change
  const acts = {
    2: async () => {
      change = await propose(paul, SLUG, text, 'A pilot in the service desk, with one request in five.')
      await giveDuties(ada, SLUG, {
        'change-owner': paul,
        'operational-owner': dev,
        'business-owner': nadia,
        'daily-care': paul,
        spend: paul,
      })
    },
    3: async () => {
      await planMoney(nadia, SLUG, {
        currency: 'EUR',
        lines: {
          prototype: ['8000', 'Six weeks of Paul.'],
          transition: ['12000', 'Connection to the service desk.'],
          operation: ['3000', 'Model and an hour a week, a year.'],
          maintenance: ['4000', 'Two weeks of a builder a year.'],
        },
        committedValue: '40000',
      })
      await advance(paul, SLUG, 'design')
      await approveAndStart(change, SLUG, [paul, nadia], paul)
    },
    // Paul leaves; his duties have no backup.
    20: async () => {
      await ada.patch(`/people/${paul.id}`, { active: false })
    },
    // Nobody reads what people say of it any more, which is an alert of its own.
    53: async () =>
      await reportNewest(kai, SLUG, { note: 'It went to the wrong team, and the request lay there for three days.' }),
  }
  const works = (day: number) => !(day < 3 || day > 17)
  return chapterOf(acts, works, async (_, midnights) => {
    await desk.open(midnights, () => unitsOn(5, draw))
    await desk.close(dev, 6 * midnights.length, now())
  })
}
