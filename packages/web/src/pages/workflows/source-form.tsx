import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import { useId, useRef, type DragEvent, type FormEvent, type ReactNode } from 'react'
import { problemOf } from '../../api/problem.ts'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { formatCount } from '../../words/format.ts'
import { FaultList } from './fault-list.tsx'
import { placeFaults } from './place-faults.ts'
import { SourceEditor, type SourceEditorHandle } from './source-editor.tsx'
import classes from './source-form.module.css'

interface SourceFormProps {
  /** What is written, as the editor's name. */
  readonly label: string
  readonly placeholder?: string
  readonly text: string
  readonly onChange: (text: string) => void
  readonly send: Pick<UseMutationResult<unknown, Error, string>, 'mutate' | 'isPending' | 'error' | 'variables'>
  /** The problem's code where the text has faults. */
  readonly faultyCode: string
  readonly submit: string
  /** `propose`, in `Not proposed` and `propose it again`. */
  readonly verb: 'propose' | 'add'
  /** Other acts, before the one that sends. */
  readonly acts?: ReactNode
  /** What went wrong before anything was sent. */
  readonly notice?: ReactNode
  readonly onFile?: (file: File) => void
  /** Stands beside the text while nothing is wrong with it. */
  readonly children: ReactNode
}

const NOT_DONE = { propose: 'Not proposed', add: 'Not added' } as const

/** A source that is written or pasted, sent, and checked by the server, with each fault led to its line. */
export function SourceForm(props: SourceFormProps) {
  const { label, placeholder, text, onChange, send, faultyCode, submit, verb, acts, notice, onFile, children } = props
  const faultsId = useId()
  const editor = useRef<SourceEditorHandle>(null)
  const problem = send.error === null ? null : problemOf(send.error)
  const isFaulty = problem?.code === faultyCode
  const faults = isFaulty ? placeFaults(problem.errors, send.variables ?? '', text) : []
  const marked = [...new Set(faults.flatMap(({ line }) => line ?? []))]
  function sendIt(event: FormEvent): void {
    event.preventDefault()
    if (text.trim() !== '' && !send.isPending) send.mutate(text)
  }
  function drop(event: DragEvent): void {
    const [file] = event.dataTransfer.files
    if (file === undefined || onFile === undefined) return
    event.preventDefault()
    onFile(file)
  }
  return (
    <form className={classes.form} onSubmit={sendIt}>
      <div className={classes.acts}>
        {acts}
        <Button type="submit" loading={send.isPending} disabled={text.trim() === ''}>
          {submit}
        </Button>
      </div>
      {/* Dropping a file is a shortcut of a button above. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={classes.source}
        onDragOver={onFile && ((event: DragEvent) => event.preventDefault())}
        onDrop={onFile && drop}
      >
        <SourceEditor
          label={label}
          placeholder={placeholder}
          value={text}
          marked={marked}
          describedBy={isFaulty ? faultsId : undefined}
          onChange={onChange}
          handle={editor}
        />
      </div>
      <div className={classes.side} data-faulty={problem !== null || notice !== undefined || undefined}>
        {notice}
        {problem !== null && !isFaulty && <ProblemNotice error={send.error} />}
        {isFaulty && (
          <div id={faultsId}>
            <Notice tone="alarm" title={`${NOT_DONE[verb]}: ${formatCount(faults.length, 'error')}`}>
              <p>
                {send.variables === text
                  ? 'Choose an error to go to its line.'
                  : `You changed it since; ${verb} it again to have it checked.`}
              </p>
            </Notice>
            <FaultList faults={faults} onGo={(line, column) => editor.current?.goTo(line, column)} />
          </div>
        )}
        {problem === null && children}
      </div>
    </form>
  )
}
