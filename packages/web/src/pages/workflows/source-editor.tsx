import { useId, useImperativeHandle, useRef, type Ref } from 'react'
import { linesOf, offsetOf } from './place-faults.ts'
import classes from './source-editor.module.css'

export interface SourceEditorHandle {
  /** Puts the caret at a line and column, and brings it into view. */
  readonly goTo: (line: number, column: number) => void
}

interface SourceEditorProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  /** Lines that are marked as faulty, from 1. */
  readonly marked: readonly number[]
  readonly describedBy?: string | undefined
  readonly onChange: (value: string) => void
  readonly handle?: Ref<SourceEditorHandle>
}

/** A plain text field with line numbers; faulty lines stand on a band and their numbers carry a sign. */
export function SourceEditor({ label, value, placeholder, marked, describedBy, onChange, handle }: SourceEditorProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const lines = linesOf(value).length
  useImperativeHandle(handle, () => ({
    goTo: (line, column) => {
      const element = field.current
      if (element === null) return
      const at = offsetOf(element.value, line, column)
      element.focus({ preventScroll: true })
      element.setSelectionRange(at, at)
      scroll.current?.scrollTo({ top: Math.max(0, (line - 4) * LINE_PX) })
      scroll.current?.scrollIntoView({ block: 'nearest' })
    },
  }))
  return (
    <div>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <div ref={scroll} className={classes.scroll}>
        <Gutter lines={lines} marked={marked} />
        <div className={classes.text}>
          {marked.map((line) => (
            <div key={line} className={classes.band} style={{ top: PAD_PX + (line - 1) * LINE_PX }} aria-hidden />
          ))}
          <textarea
            ref={field}
            id={id}
            className={classes.field}
            rows={Math.max(lines, LEAST_LINES)}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            placeholder={placeholder}
            aria-invalid={marked.length > 0 || undefined}
            aria-describedby={describedBy}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        </div>
      </div>
    </div>
  )
}

/** A manifest to read: its lines with their numbers. */
export function SourceText({ source, label }: { readonly source: string; readonly label: string }) {
  const lines = linesOf(source.replace(/\n$/, ''))
  return (
    // A box that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <Gutter lines={lines.length} marked={[]} />
      <pre className={classes.read}>{lines.join('\n')}</pre>
    </section>
  )
}

function Gutter({ lines, marked }: { readonly lines: number; readonly marked: readonly number[] }) {
  return (
    <div className={`${classes.gutter} num`} aria-hidden>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} data-marked={marked.includes(index + 1) || undefined}>
          {index + 1}
        </div>
      ))}
    </div>
  )
}

const LINE_PX = 20
const PAD_PX = 12
const LEAST_LINES = 18
