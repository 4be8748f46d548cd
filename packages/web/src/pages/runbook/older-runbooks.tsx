import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { removeRunbookNote, runbookQuery, type RunbookNote } from '../../api/runbook.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import { useMay } from '../../shell/use-session.ts'
import { ImportDialog } from './import-dialog.tsx'
import { LintFindings, lintInWords } from './lint-findings.tsx'
import classes from './runbook-page.module.css'

/** Runbooks that existed before, as they were written, each with what its check finds. */
export function OlderRunbooks({ slug, notes }: { readonly slug: string; readonly notes: readonly RunbookNote[] }) {
  const may = useMay('handover:write')
  const [asking, dialog] = useDisclosure(false)
  if (notes.length === 0 && !may) return null
  return (
    <Section
      title="Older runbooks"
      note="what was written before, kept beside"
      actions={
        may && (
          <Button variant="default" size="xs" onClick={dialog.open}>
            Attach a runbook
          </Button>
        )
      }
    >
      {notes.length === 0 && (
        <p className="quiet">None attached. A runbook that you have in Markdown can stand here, with what it lacks.</p>
      )}
      {notes.map((note) => (
        <Older key={note.id} slug={slug} note={note} may={may} />
      ))}
      {asking && <ImportDialog slug={slug} taken={notes.map(({ name }) => name)} onClose={dialog.close} />}
    </Section>
  )
}

function Older({ slug, note, may }: { readonly slug: string; readonly note: RunbookNote; readonly may: boolean }) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeRunbookNote(slug, note.id),
    onSuccess: (next) => {
      queries.setQueryData(runbookQuery(slug).queryKey, next)
      notifications.show({ message: `${note.name} was taken away.` })
    },
  })
  return (
    <details className={classes.older}>
      <summary>
        <span className={classes.olderName}>{note.name}</span>
        <span>{lintInWords(note.lint)}</span>
        <span className="quiet">
          <When at={note.at} /> by {note.by.name}
        </span>
      </summary>
      <div className={classes.olderBody}>
        <LintFindings lint={note.lint} />
        <pre className={classes.olderText} tabIndex={0} aria-label={`Text of ${note.name}`}>
          {note.text}
        </pre>
        {remove.isError && <ProblemNotice error={remove.error} />}
        {may && (
          <div className={classes.olderActs}>
            <Button variant="default" size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
              Take {note.name} away
            </Button>
          </div>
        )}
      </div>
    </details>
  )
}
