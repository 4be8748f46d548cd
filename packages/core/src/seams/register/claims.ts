/**
 * What others say about automating and connecting tools, kept as what it is: their claim, with whose it is. No figure of
 * the product is computed from it (S201).
 */
export const ATTRIBUTED_CLAIMS = [
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
] as const
