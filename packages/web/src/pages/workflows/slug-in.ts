/**
 * The workflow that a manifest names, read from its text as far as that is needed to address it; a name that is none is
 * told by the server, with line and column.
 */
export function slugIn(manifest: string): string {
  return (
    /^\s*"?workflow"?\s*:\s*["']?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)["']?\s*,?\s*(?:#.*)?$/m.exec(manifest)?.[1] ??
    'unnamed'
  )
}
