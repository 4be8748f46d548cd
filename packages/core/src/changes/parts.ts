/** Parts of a manifest as people name them, and how heavily a change of each weighs. */
export const CHANGE_PARTS = {
  release: { name: 'the name of the release', weight: 'none' },
  name: { name: "the workflow's name", weight: 'wording' },
  wording: { name: 'sentences that people read', weight: 'wording' },
  prompt: { name: 'a prompt', weight: 'wording' },
  runbook: { name: 'the runbook', weight: 'wording' },
  cases: { name: 'how long cases wait', weight: 'wording' },
  slices: { name: 'the slices of interest', weight: 'wording' },
  scope: { name: 'what it is for', weight: 'scope' },
  narrowing: { name: 'what it does not do', weight: 'substantial' },
  model: { name: 'the model', weight: 'substantial' },
  tools: { name: 'the prompts that there are', weight: 'substantial' },
  schema: { name: 'the input or output fields', weight: 'substantial' },
  rules: { name: 'the rules', weight: 'substantial' },
  routing: { name: 'where units go', weight: 'substantial' },
  limits: { name: 'the limits', weight: 'substantial' },
  call: { name: 'how the model is called', weight: 'substantial' },
  data: { name: 'what is kept', weight: 'substantial' },
  metrics: { name: 'how it is judged', weight: 'substantial' },
  pilot: { name: 'the pilot', weight: 'substantial' },
  rollout: { name: 'the rollout', weight: 'substantial' },
} as const satisfies Record<
  string,
  { readonly name: string; readonly weight: 'none' | 'wording' | 'substantial' | 'scope' }
>

export type ChangePart = keyof typeof CHANGE_PARTS
