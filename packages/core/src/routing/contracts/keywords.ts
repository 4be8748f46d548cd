import {
  _,
  type CodeKeywordDefinition,
  type ErrorObject,
  type FuncKeywordDefinition,
  type KeywordCxt,
} from 'ajv/dist/2020.js'
import { duplicateIn } from './unique-items.ts'

/**
 * Keywords that replace Ajv's own, with the same meaning: Ajv counts the code points of every text whose length is
 * limited, and compares every element with every other for `uniqueItems`. Both are what an attacker would send.
 */
export const KEYWORDS: readonly (CodeKeywordDefinition | FuncKeywordDefinition)[] = [
  lengthKeyword('maxLength', (data, limit, count) => _`${data}.length > ${limit} && ${count}(${data}) > ${limit}`),
  // A code point takes at most two units.
  lengthKeyword(
    'minLength',
    (data, limit, count) =>
      _`${data}.length < ${limit} || (${data}.length < 2 * ${limit} && ${count}(${data}) < ${limit})`,
  ),
  {
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    compile(wanted: boolean) {
      if (!wanted) return () => true
      function validate(items: readonly unknown[]): boolean {
        const found = duplicateIn(items)
        validate.errors =
          found === null ? [] : [{ keyword: 'uniqueItems', params: { i: found.first, j: found.second } }]
        return found === null
      }
      validate.errors = [] as Partial<ErrorObject>[]
      return validate
    },
  },
]

type Code = ReturnType<typeof _>

function lengthKeyword(keyword: string, fails: (data: Code, limit: Code, count: Code) => Code): CodeKeywordDefinition {
  return {
    keyword,
    type: 'string',
    schemaType: 'number',
    error: { message: `${keyword} is not kept`, params: ({ schemaCode }) => _`{limit: ${schemaCode}}` },
    code(cxt: KeywordCxt) {
      const count = cxt.gen.scopeValue('func', { ref: codePoints, code: _`codePoints` })
      cxt.fail(fails(_`${cxt.data}`, _`${cxt.schemaCode}`, _`${count}`))
    },
  }
}

function codePoints(text: string): number {
  let count = text.length
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--
      i++
    }
  }
  return count
}
