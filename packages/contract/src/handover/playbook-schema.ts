import { type Playbook, REVIEW_LOOKS, STAGES } from '@dayshift/core'
import { z } from 'zod'
import {
  choice,
  criterionParams,
  formatVersion,
  percent,
  slugField,
  wholeNumber,
  words,
  yesNo,
} from '../common/yaml-fields.ts'

const name = (description: string) => words(120, description)
const sentence = (description: string) => words(1000, description)
const stage = (description: string) => choice(STAGES, description)
const dutyIds = (description: string) =>
  z.array(slugField('Id of a duty of this playbook.')).max(50).prefault([]).describe(description)

const criterionSchema = z.strictObject({
  id: slugField('Unique in the playbook; verdicts and waivers go by it.'),
  name: name('What must hold, in plain words.'),
  evaluator: slugField('What evaluates it; "dayshift playbook criteria" lists them.'),
  params: criterionParams("The evaluator's parameters.").prefault({}),
  gate: choice(['hard', 'normal'], "A hard gate can't be waived by the person who asks for the next stage.").prefault(
    'normal',
  ),
  who: dutyIds('Duties whose holders can make it true.'),
  requirements: z
    .array(words(20, 'One line, as "S282".'))
    .max(100)
    .prefault([])
    .describe('Lines of your own rules that it meets.'),
})

/** The author's form of a playbook. A key that isn't here is an error. The descriptions are what editors show. */
export const playbookSchema = z.strictObject({
  playbook: formatVersion('Version of this format; 1.'),
  id: slugField('Lower-case words with hyphens, like "lean".'),
  name: name('The name that people read.'),
  purpose: sentence('For whom it is, and how heavy.'),
  onePersonMayHoldBoth: yesNo(
    "Whether one person may hold both the change owner's and the daily care's duty, and approve a change of her own.",
  ).prefault(false),
  transfer: z
    .strictObject({
      parallelDays: wholeNumber('Days for which builder and operator run it together before the transfer.', 0, 400),
      settleDays: wholeNumber('Days without a change before the transfer.', 1, 400),
      supportDays: wholeNumber('Days of early support after it.', 1, 100),
    })
    .describe('The time around the transfer.'),
  stages: z
    .array(
      z.strictObject({
        id: stage('One of the six, in their order.'),
        name: name('The name that people read.'),
        question: sentence('What the stage answers, in one question.'),
        weeks: z
          .strictObject({
            from: wholeNumber('First week, from the start of the handover.', 1, 500),
            to: wholeNumber('Last week; left out: open.', 1, 500)
              .optional()
              .transform((value) => value ?? null),
          })
          .describe('Planned window. Windows may overlap, exits may not be skipped.'),
        rolloutAtMost: percent('Largest share of units that the AI may see in this stage.'),
        criteria: z
          .array(criterionSchema)
          .max(200)
          .prefault([])
          .describe('What must hold before the stage may be left.'),
      }),
    )
    .max(20)
    .describe('The six stages.'),
  duties: z
    .array(
      z.strictObject({
        id: slugField('Unique in the playbook.'),
        name: name('The name that people read.'),
        does: sentence('What the holder does, in one sentence.'),
        layer: choice(['performance', 'infrastructure'], 'Performance stays with the business, infrastructure with IT.')
          .optional()
          .transform((value) => value ?? null),
        vendorMayHold: yesNo("Whether a vendor's person may hold it.").prefault(false),
        movesAtTransfer: yesNo('Whether it goes to the receiver at the instant of the transfer.').prefault(false),
        requiredFrom: stage('First stage in which an unfilled duty is an error; left out: optional.')
          .optional()
          .transform((value) => value ?? null),
        notWith: dutyIds('Duties that must have another holder.'),
      }),
    )
    .max(100)
    .describe('The jobs around a workflow that have exactly one name each.'),
  documents: z
    .array(
      z
        .strictObject({
          id: slugField('Unique in the playbook.'),
          name: name('The name that people read.'),
          purpose: sentence('What it is for.'),
          exposure: sentence('What is exposed where it is missing.').optional(),
          sections: z
            .array(
              z.strictObject({
                id: slugField('Unique in the document.'),
                name: name('The heading.'),
                hint: sentence('What to write there.'),
              }),
            )
            .min(1)
            .max(50)
            .describe('What it must say.'),
          signedBy: dutyIds('Duties whose holders sign it.'),
          readBy: dutyIds('Duties whose holders confirm that they have read it.'),
        })
        .transform(({ exposure, ...document }) => (exposure === undefined ? document : { ...document, exposure })),
    )
    .max(100)
    .prefault([])
    .describe('What has to be written, signed and read.'),
  reviews: z
    .array(
      z.strictObject({
        id: slugField('Unique in the playbook.'),
        name: name('The name that people read.'),
        question: sentence('What it answers, in one question.'),
        onDays: z
          .array(wholeNumber('Days after the date.', 1, 1000))
          .max(50)
          .prefault([])
          .describe('On which days after the date of the workflow, for one that does not come again.'),
        every: z
          .strictObject({
            weeks: wholeNumber('So many weeks apart.', 0, 52).prefault(0),
            months: wholeNumber('So many months apart.', 0, 60).prefault(0),
            first: wholeNumber('Which one is the first: 1 is one period after the date.', 1, 60).prefault(1),
            times: wholeNumber('How often; left out: for ever.', 1, 1000)
              .optional()
              .transform((value) => value ?? null),
          })
          .optional()
          .transform((value) => value ?? null)
          .describe('How far apart, for one that comes again and again.'),
        heldWithinDays: wholeNumber('Days within which it must be held and signed.', 1, 60),
        attendedBy: dutyIds('Duties whose holders attend; the first leads it.'),
        looksAt: z
          .array(choice(REVIEW_LOOKS, 'A part of the pack.'))
          .max(REVIEW_LOOKS.length)
          .prefault([])
          .describe('What its pack holds beside the figures of every review.'),
        asks: z
          .array(
            z.strictObject({
              id: slugField('Unique in the review.'),
              question: sentence('What is to be answered.'),
            }),
          )
          .max(20)
          .prefault([])
          .describe('What is answered in it besides the verdict.'),
        countsAs: choice(['weekly-review', 'monthly-review'], 'The act that it is evidence of once it was held.')
          .optional()
          .transform((value) => value ?? null),
      }),
    )
    .max(50)
    .prefault([])
    .describe('Scheduled looks at the numbers, counted from the one date of the workflow.'),
})

// The author's form becomes core's playbook without a further step: this line fails to compile where they part.
export const toPlaybook = (authored: z.output<typeof playbookSchema>): Playbook => authored

/** JSON Schema 2020-12 of the author's form, for editors. */
export function playbookJsonSchema(): { readonly [key: string]: unknown } {
  const { $schema, ...schema } = z.toJSONSchema(playbookSchema, { io: 'input', target: 'draft-2020-12' })
  return {
    $schema,
    $id: 'urn:dayshift:schema:playbook:1',
    title: 'Dayshift playbook',
    description: 'Stages, their exit criteria, duties and documents, as data.',
    ...schema,
  }
}
