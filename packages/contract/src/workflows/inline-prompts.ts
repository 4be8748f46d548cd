import { parseDocument } from 'yaml'
import { parseManifest, type ParseOptions } from './parse-manifest.ts'

/**
 * The manifest with the text of each prompt's file in it, so that it can be read where the files are not. Comments and
 * order stay, and so does the hash. Null where the manifest isn't valid as it is.
 */
export function inlinePrompts(text: string, options: Required<ParseOptions>): string | null {
  const { manifest, hash } = parseManifest(text, options)
  if (manifest === null) return null
  const document = parseDocument(text, { schema: 'core' })
  manifest.prompts.forEach((prompt, index) => {
    if (!document.hasIn(['prompts', index, 'file'])) return
    document.deleteIn(['prompts', index, 'file'])
    document.setIn(['prompts', index, 'text'], prompt.text)
  })
  const inlined = document.toString({ lineWidth: 0 })
  if (parseManifest(inlined).hash === hash) return inlined
  throw new Error('Cannot put the texts of the prompt files into the manifest: write them under "text" by hand.')
}
