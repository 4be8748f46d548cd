/** Where traces come from: the service, and the workflow or agent that its instrumentation names; empty where none. */
export interface TraceSource {
  readonly service: string
  readonly name: string
}

/** Which workflow a source most likely is: the one whose name it bears, whole before in part; null where none or several do. */
export function proposeWorkflow(
  { service, name }: TraceSource,
  workflows: readonly { readonly slug: string; readonly name: string }[],
): string | null {
  const said = [name, service].map(plainName).filter((each) => each !== '')
  for (const text of said) {
    const same = workflows.filter((each) => each.slug === text || plainName(each.name) === text)
    if (same.length === 1) return same[0]?.slug ?? null
  }
  for (const text of said) {
    const alike = workflows.filter(({ slug }) => `-${text}-`.includes(`-${slug}-`) || `-${slug}-`.includes(`-${text}-`))
    if (alike.length === 1) return alike[0]?.slug ?? null
  }
  return null
}

/** `Billing_Replies Agent` as a slug has it. */
function plainName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
