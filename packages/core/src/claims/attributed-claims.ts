export interface AttributedClaim {
  readonly claim: string
  readonly source: string
  readonly year: number | null
}

/**
 * What others say, kept as what it is: their claim, with whose it is. No figure of the product is computed from it, and
 * nothing is judged by it (S063, S112, S201).
 */
export const ATTRIBUTED_CLAIMS: { readonly [about in 'pilots' | 'seams']: readonly AttributedClaim[] } = {
  pilots: [
    {
      claim: '78 % have a pilot, and fewer than 14 % have scaled one',
      source: 'a survey of 650 organisations',
      year: 2026,
    },
    { claim: '95 % of pilots of generative AI fail to scale', source: 'MIT', year: 2025 },
    { claim: '80.3 % fail to deliver value', source: 'RAND', year: 2025 },
    {
      claim: '42 % abandoned an initiative; a large enterprise 2.3 of them, at 7.2 million in sunk cost on average',
      source: 'Deloitte',
      year: 2025,
    },
    { claim: '87 % of projects never pass the pilot', source: 'Gartner', year: 2023 },
    {
      claim: '45 % of the mature and 20 % of the others keep AI in use for three years or more',
      source: 'Gartner',
      year: null,
    },
    { claim: 'high performers are three times as likely to have leaders who own it', source: 'McKinsey', year: 2025 },
    {
      claim: 'the question who runs it afterwards kills 80 % of pilots; it came up four times in twelve months',
      source: 'Tim Hatherley-Greene',
      year: null,
    },
  ],
  seams: [
    { claim: '95 % of AI pilots show no return', source: 'MIT', year: 2025 },
    {
      claim: 'of what was built with a partner 67 % succeeded, of what was built inside about a third',
      source: 'MIT',
      year: 2025,
    },
    { claim: 'an organisation has 150 to 250, or 250 to 500, SaaS applications', source: 'ONEiO', year: null },
    {
      claim: 'nearly half replaced their integration tools within three to five years',
      source: 'SAP and IDC',
      year: null,
    },
  ],
}
