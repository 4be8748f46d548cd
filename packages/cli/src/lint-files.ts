import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { lintRunbook, RUNBOOK_PARTS, type RunbookLint } from '@dayshift/core'
import { CliFailure, fileTrouble } from './failure.ts'

/** Checks runbooks and prints what was found; gives the exit code. Every file is read before anything is printed. */
export function lintFiles(paths: readonly string[], as: 'json' | 'words'): 0 | 1 {
  const files = paths.flatMap(filesAt)
  const linted = files.map((file) => ({ file, lint: lintRunbook(readMarkdown(file)) }))
  const isOne = paths.length === 1 && files.length === 1 && files[0] === paths[0]
  for (const { file, lint } of linted) {
    if (as === 'words') process.stdout.write(`${inWords(file, lint)}\n`)
    else process.stdout.write(`${JSON.stringify(isOne ? lint : { file, ...lint })}\n`)
  }
  if (as === 'words' && linted.length > 1) process.stdout.write(`${summary(linted.map(({ lint }) => lint))}\n`)
  return linted.every(({ lint }) => isClean(lint)) ? 0 : 1
}

function isClean({ missing, problems }: RunbookLint): boolean {
  return missing.length === 0 && problems.length === 0
}

/** A folder stands for its Markdown files, at any depth. */
function filesAt(path: string): string[] {
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [path]
  const files = globSync('**/*.md', { cwd: path })
    .toSorted()
    .map((name) => join(path, name))
  if (files.length === 0) {
    throw new CliFailure(
      'no-runbooks',
      `Cannot check the runbooks in "${path}": it has no file whose name ends in ".md".`,
    )
  }
  return files
}

function readMarkdown(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    const why = cause instanceof TypeError ? 'it is not UTF-8 text' : fileTrouble(cause)
    throw new CliFailure('runbook-unread', `Cannot read the runbook "${file}": ${why}.`, { cause })
  }
}

function inWords(file: string, { missing, problems }: RunbookLint): string {
  if (missing.length === 0 && problems.length === 0) return `${file}: says all that a runbook must say.`
  const lines = [file]
  if (missing.length > 0) lines.push(`  Missing: ${missing.map((part) => RUNBOOK_PARTS[part].name).join('; ')}`)
  for (const { message, line } of problems) lines.push(`  ${line === null ? '' : `line ${line}: `}${message}`)
  return lines.join('\n')
}

function summary(lints: readonly RunbookLint[]): string {
  const count = (of: (lint: RunbookLint) => boolean) => lints.filter(of).length
  return `${lints.length} runbooks: ${count(isClean)} without findings, ${count(({ missing }) => missing.includes('owner'))} without an owner, ${count(({ missing }) => missing.includes('escalation'))} without anybody to call, ${count(({ missing }) => missing.includes('stop'))} that don't say when to stop.`
}
