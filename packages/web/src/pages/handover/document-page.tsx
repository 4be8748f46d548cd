import { Button, Group, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconPrinter, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import {
  confirmRead,
  documentQuery,
  handoverQuery,
  sectionVersionsQuery,
  signDocument,
  writeSection,
  type DocumentDetail,
} from '../../api/handover.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { LoadingPage, LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay, useSession } from '../../shell/use-session.ts'
import { formatDate, formatNumber, shortHash } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import classes from './document-page.module.css'
import { Holders } from './holder.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'

const route = getRouteApi('/signed-in/workflows/$slug/handover/documents/$document')
const MOST_CHARACTERS = 20_000

/** One document: its sections, who signed it as it stands, and whose signature an edit has voided. */
export function DocumentPage() {
  const { slug, document: id } = route.useParams()
  const handover = useQuery(handoverQuery(slug))
  const { data, isLoadingError, error, refetch } = useQuery(documentQuery(slug, id))
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  const crumbs = [
    ...workflowCrumbs(slug, handover.data?.workflow.name),
    { label: 'Handover', href: paths.handover(slug) },
    { label: 'Evidence', href: paths.evidence(slug) },
  ]
  if (data === undefined) {
    return (
      <Page title="Document" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  return (
    <Page
      title={data.name}
      crumbs={crumbs}
      sentence={sentenceOf(data)}
      actions={
        <>
          <Acts slug={slug} document={data} />
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => globalThis.print()}
          >
            Print
          </Button>
        </>
      }
    >
      <div className={classes.columns}>
        <div>
          <p className={classes.purpose}>
            {data.purpose}
            {data.exposure !== null && ` Without it ${data.exposure}`}
          </p>
          {data.sections.map((section) => (
            <SectionText key={section.id} slug={slug} document={data} section={section} />
          ))}
        </div>
        <aside className={classes.side} aria-label="Signatures and reads">
          <Section title="Signatures">
            <Signatures document={data} />
          </Section>
          <Section title="Reads">
            <Reads document={data} />
          </Section>
          {data.hash !== null && (
            <p className={classes.hash}>
              <span className="quiet">As it stands</span>{' '}
              <CopyText text={data.hash} shown={shortHash(data.hash)} label="the content hash" />
            </p>
          )}
        </aside>
      </div>
    </Page>
  )
}

function sentenceOf({ name, sections, toSign, signatures, changedAt }: DocumentDetail): Sentence {
  const filled = sections.filter(({ text }) => text.trim() !== '').length
  const voided = signatures.filter((signature) => signature.void !== null).length
  const valid = signatures.length - voided
  if (changedAt === null) return [{ text: name, strong: true }, ' is empty. Write its first section.']
  return [
    { text: name, strong: true },
    ': ',
    filled === sections.length
      ? { text: 'every section is written', tone: 'good' }
      : { text: `${formatNumber(filled)} of ${formatNumber(sections.length)} sections are written`, tone: 'person' },
    toSign.length === 0 && valid > 0
      ? ', and it is signed as it stands.'
      : toSign.length === 0
        ? '.'
        : `, ${formatNumber(toSign.length)} ${toSign.length === 1 ? 'signature is' : 'signatures are'} missing.`,
    voided > 0 ? ` ${formatNumber(voided)} earlier ${voided === 1 ? 'signature is' : 'signatures are'} void.` : '',
  ]
}

/** What the reader is asked for: her signature for each duty that she holds, and that she has read it. */
function Acts({ slug, document }: { readonly slug: string; readonly document: DocumentDetail }) {
  const { person: me } = useSession()
  const may = useMay('handover:write')
  const keep = useKeep(slug, document.document)
  const sign = useMutation({
    mutationFn: (of: { readonly duty: string; readonly hash: string }) => signDocument(slug, document.document, of),
    onSuccess: (next) => {
      keep(next)
      notifications.show({ message: `Signed “${document.name}” as it stands.` })
    },
  })
  const read = useMutation({
    mutationFn: (hash: string) => confirmRead(slug, document.document, hash),
    onSuccess: keep,
  })
  const { hash } = document
  if (hash === null || !may) return null
  const whole = document.sections.every(({ text }) => text.trim() !== '')
  const mine = document.toSign.filter(({ person }) => person?.id === me.id)
  const toRead = document.toRead.some(({ person }) => person?.id === me.id)
  return (
    <>
      {whole &&
        mine.map(({ duty, dutyName }) => (
          <Button
            key={duty}
            leftSection={<IconSignature size={16} aria-hidden />}
            loading={sign.isPending}
            onClick={() => sign.mutate({ duty, hash })}
          >
            Sign it as {dutyName}
          </Button>
        ))}
      {toRead && (
        <Button
          variant={mine.length > 0 && whole ? 'default' : 'filled'}
          loading={read.isPending}
          onClick={() => read.mutate(hash)}
        >
          I have read it
        </Button>
      )}
      {sign.isError && <ProblemNotice error={sign.error} />}
      {read.isError && <ProblemNotice error={read.error} />}
    </>
  )
}

interface SectionTextProps {
  readonly slug: string
  readonly document: DocumentDetail
  readonly section: DocumentDetail['sections'][number]
}

function SectionText({ slug, document, section }: SectionTextProps) {
  const may = useMay('handover:write')
  const keep = useKeep(slug, document.document)
  const [draft, setDraft] = useState<string | null>(null)
  /** What the writer saw when she began: her words are never laid over somebody else's unseen. */
  const [basedOn, setBasedOn] = useState<string | null>(null)
  const [showsVersions, setShowsVersions] = useState(false)
  const save = useMutation({
    mutationFn: (text: string) => writeSection(slug, document.document, section.id, { text, basedOn }),
    onSuccess: (next) => {
      keep(next)
      setDraft(null)
    },
  })
  const valid = document.signatures.filter((signature) => signature.void === null)
  const names = [...new Set(valid.map(({ person }) => person.name))]
  function edit(): void {
    setBasedOn(document.hash)
    setDraft(section.text)
    save.reset()
  }
  return (
    <section className={classes.section} aria-label={section.name}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{section.name}</h2>
        {may && draft === null && (
          <Button className="no-print" size="compact-sm" variant="subtle" onClick={edit}>
            {section.text === '' ? 'Write it' : 'Edit'}
          </Button>
        )}
      </div>
      {draft === null ? (
        section.text.trim() === '' ? (
          <p className={classes.hint}>{section.hint}</p>
        ) : (
          <p className={classes.text}>{section.text}</p>
        )
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate(draft)
          }}
        >
          <Textarea
            aria-label={section.name}
            description={section.hint}
            autosize
            minRows={4}
            maxLength={MOST_CHARACTERS}
            ref={focus}
            value={draft}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          {names.length > 0 && (
            <p className={classes.voids}>
              <VerdictMark verdict="attention" size={15} /> Saving voids the signature of {names.join(' and ')}.
            </p>
          )}
          {save.isError && <ProblemNotice error={save.error} />}
          <Group gap={8} mt={8}>
            <Button type="submit" size="xs" loading={save.isPending}>
              Save “{section.name}”
            </Button>
            <Button variant="default" size="xs" onClick={() => setDraft(null)}>
              Cancel
            </Button>
          </Group>
        </form>
      )}
      {section.author !== null && section.at !== null && (
        <p className={classes.meta}>
          {section.author.name}, <When at={section.at} />
          {section.versions > 1 && (
            <button
              type="button"
              className={`${classes.versionsToggle} no-print`}
              aria-expanded={showsVersions}
              onClick={() => setShowsVersions(!showsVersions)}
            >
              {section.versions} versions
            </button>
          )}
        </p>
      )}
      {showsVersions && <Versions slug={slug} document={document.document} section={section.id} />}
    </section>
  )
}

/** The writer asked for the field: it takes the focus as it appears. */
function focus(field: HTMLTextAreaElement | null): void {
  field?.focus()
}

function Versions({
  slug,
  document,
  section,
}: {
  readonly slug: string
  readonly document: string
  readonly section: string
}) {
  const { data, isPending, isError, error } = useQuery(sectionVersionsQuery(slug, document, section))
  if (isPending) return <LoadingRows rows={2} />
  if (isError) return <ProblemNotice error={error} />
  return (
    <ol className={`${classes.versions} no-print`}>
      {data.items.map(({ text, author, at }) => (
        <li key={at}>
          <p className={classes.meta}>
            {author.name}, <When at={at} as="instant" />
          </p>
          <p className={classes.text}>{text === '' ? <span className="quiet">(empty)</span> : text}</p>
        </li>
      ))}
    </ol>
  )
}

function Signatures({ document }: { readonly document: DocumentDetail }) {
  const { signatures, toSign } = document
  return (
    <ul className={classes.signatures}>
      {signatures.map(({ person, duty, dutyName, hash, at, void: voided }) => (
        <li key={`${person.id} ${duty} ${hash}`} data-void={voided !== null || undefined}>
          <VerdictMark
            verdict={voided === null ? 'met' : 'unmet'}
            word={voided === null ? 'Valid' : 'Void'}
            size={16}
          />
          <div>
            <p>
              <strong>{person.name}</strong> <span className="quiet">{dutyName}</span>
            </p>
            <p className="quiet">
              {formatDate(new Date(at))}, over <span className="mono">{shortHash(hash)}</span>
            </p>
            {voided !== null && <p className={classes.void}>{voided}</p>}
          </div>
        </li>
      ))}
      {toSign.length > 0 && (
        <li>
          <VerdictMark verdict="unknown" word="Missing" size={16} />
          <Holders who={toSign} />
        </li>
      )}
      {toSign.length === 0 && signatures.length === 0 && <li className="quiet">The playbook asks for none.</li>}
    </ul>
  )
}

function Reads({ document }: { readonly document: DocumentDetail }) {
  const present = document.reads.filter((read) => read.present)
  if (present.length === 0 && document.toRead.length === 0) return <p className="quiet">Nobody is asked to.</p>
  return (
    <ul className={classes.signatures}>
      {present.map(({ person, at }) => (
        <li key={person.id}>
          <VerdictMark verdict="met" word="Read" size={16} />
          <div>
            <strong>{person.name}</strong>{' '}
            <span className="quiet">
              <When at={at} />
            </span>
          </div>
        </li>
      ))}
      {document.toRead.length > 0 && (
        <li>
          <VerdictMark verdict="unknown" word="Missing" size={16} />
          <Holders who={document.toRead} />
        </li>
      )}
    </ul>
  )
}

function useKeep(slug: string, document: string): (next: DocumentDetail) => void {
  const queries = useQueryClient()
  return (next) => {
    queries.setQueryData(documentQuery(slug, document).queryKey, next)
    void queries.invalidateQueries({ queryKey: ['handovers'] })
  }
}
