import { paths } from '../../paths.ts'

const WORKFLOWS = { label: 'Workflows', href: paths.workflows }

/** The way down to a workflow's pages; its slug stands in until its name is known. */
export function workflowCrumbs(slug: string, name: string = slug) {
  return [WORKFLOWS, { label: name, href: paths.workflow(slug) }]
}
