declare const brand: unique symbol

/** A string that only one parser may make. */
export type Branded<Name extends string> = string & { readonly [brand]: Name }

export type WorkspaceId = Branded<'WorkspaceId'>
export type PersonId = Branded<'PersonId'>
export type WorkflowId = Branded<'WorkflowId'>
export type ReleaseId = Branded<'ReleaseId'>
export type RunId = Branded<'RunId'>
export type CaseId = Branded<'CaseId'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Reads an id from text: lower-case UUID, or `null` where it is none. */
export function parseId<Id extends Branded<string>>(text: string): Id | null {
  const lower = text.toLowerCase()
  return UUID.test(lower) ? (lower as Id) : null // the one place that makes a branded id from text
}
