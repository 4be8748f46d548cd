import { parseDocument } from 'yaml'

/** What somebody pastes or hands in as a file: a JSON Schema or an ODCS document, in JSON or YAML. */
export function readContractText(
  text: string,
): { readonly schema: unknown } | { readonly odcs: unknown } | { readonly fault: string } {
  if (text.trim() === '') return { fault: 'There is nothing in it.' }
  const document = parseDocument(text)
  const [error] = document.errors
  if (error !== undefined) {
    const line = error.linePos?.[0].line
    return {
      fault: `It can’t be read${line === undefined ? '' : ` in line ${String(line)}`}: ${error.message.split('\n')[0] ?? ''}`,
    }
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { fault: 'It is no JSON Schema and no ODCS document: an object is needed.' }
  }
  return 'apiVersion' in value || ('kind' in value && value.kind === 'DataContract')
    ? { odcs: value }
    : { schema: value }
}
