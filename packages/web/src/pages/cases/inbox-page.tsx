import { ActionIcon, Drawer, Menu, TextInput, Tooltip } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconAdjustmentsHorizontal, IconKeyboard, IconSearch, IconX } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { casesQuery, type Case } from '../../api/cases.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { useKeys } from '../../components/use-keys.ts'
import { paths, type InboxSearch } from '../../paths.ts'
import { formatNumber } from '../../words/format.ts'
import { inboxActOf, type InboxAct } from '../../words/keys.ts'
import { CASE_KIND_NAMES } from '../../words/names.ts'
import { CaseList } from './case-list.tsx'
import { CasePane } from './case-pane.tsx'
import classes from './inbox-page.module.css'
import { KeyList } from './key-list.tsx'

const route = getRouteApi('/signed-in/inbox')

/** What a case pane lets the page's keys do; set while a case is shown. */
export type PaneActs = (act: InboxAct) => boolean

export function InboxPage() {
  const search = route.useSearch()
  const { case: chosen, q, ...filter } = search
  const go = useGo()
  const wide = useMediaQuery('(min-width: 761px)', true, { getInitialValueInEffect: false })
  const list = useInfiniteQuery(casesQuery(filter))
  const [keysShown, keys] = useDisclosure(false)
  const filterField = useRef<HTMLInputElement>(null)
  const paneActs = useRef<PaneActs | null>(null)

  const all = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data])
  const items = useMemo(() => (q === undefined ? all : all.filter((item) => fits(item, q))), [all, q])
  // On a wide screen something is always open; the address names it once the reader has chosen.
  const shownId = chosen ?? (wide ? items[0]?.id : undefined)

  const open = useCallback(
    (id: string | undefined, replace = true) => go(paths.inbox({ ...filter, q, case: id }), { replace }),
    // The filter is as old as the search it was taken from.
    // oxlint-disable-next-line react/exhaustive-deps
    [go, search],
  )
  const [order, setOrder] = useState<readonly string[]>([])
  const ids = items.map(({ id }) => id)
  if (ids.length > 0 && ids.join() !== order.join() && shownId !== undefined && ids.includes(shownId)) setOrder(ids)

  function move(by: 1 | -1): void {
    const index = shownId === undefined ? -1 : ids.indexOf(shownId)
    const next = index === -1 ? ids[0] : ids[Math.min(ids.length - 1, Math.max(0, index + by))]
    if (next === undefined) return
    open(next)
    document.querySelector<HTMLElement>(`[data-case-link="${next}"]`)?.focus()
  }

  /** After a decision the next case in the list is shown, so that the hands stay where they are. */
  function advance(doneId: string): void {
    const index = order.indexOf(doneId)
    const next = [...order.slice(index + 1), ...order.slice(0, index).toReversed()].find(
      (id) => id !== doneId && ids.includes(id),
    )
    open(wide ? next : undefined)
  }

  useKeys((press, focus) => {
    const act = inboxActOf(press, focus)
    switch (act) {
      case null:
        return false
      case 'next':
        move(1)
        return true
      case 'previous':
        move(-1)
        return true
      case 'filter':
        filterField.current?.focus()
        filterField.current?.select()
        return true
      case 'keys':
        keys.open()
        return true
      case 'claim':
        if (chosen === undefined && !wide && items[0] !== undefined) {
          open(items[0].id, false)
          return true
        }
        return paneActs.current?.(act) ?? false
      default:
        return paneActs.current?.(act) ?? false
    }
  })

  const counts = list.data?.pages[0]?.counts
  const listPane = (
    <div className={classes.listPane}>
      <Filters search={search} field={filterField} counts={counts} onKeys={keys.open} />
      <div className={classes.listScroll}>
        {list.isPending && (
          <div className={classes.padded}>
            <LoadingRows rows={8} />
          </div>
        )}
        {list.isError && (
          <div className={classes.padded}>
            <ProblemNotice error={list.error} again={() => void list.refetch()} />
          </div>
        )}
        {list.isSuccess && items.length === 0 && (
          <div className={classes.padded}>
            <NothingHere search={search} />
          </div>
        )}
        <CaseList
          items={items}
          shownId={shownId}
          hrefOf={(id) => paths.inbox({ ...filter, q, case: id })}
          replace={wide}
        />
        {list.hasNextPage && (
          <button
            type="button"
            className={classes.more}
            onClick={() => void list.fetchNextPage()}
            disabled={list.isFetchingNextPage}
          >
            {list.isFetchingNextPage ? 'Loading' : 'Load more cases'}
          </button>
        )}
      </div>
    </div>
  )
  return (
    <Page title="Inbox" width="fill">
      <div className={classes.panes} data-only={wide ? undefined : chosen === undefined ? 'list' : 'case'}>
        {(wide || chosen === undefined) && listPane}
        {(wide || chosen !== undefined) && (
          <div className={classes.casePane}>
            {shownId === undefined ? (
              list.isSuccess && (
                <div className={classes.blank}>
                  <p className="quiet">No case is open.</p>
                </div>
              )
            ) : (
              <CasePane
                key={shownId}
                id={shownId}
                acts={paneActs}
                onDone={() => advance(shownId)}
                {...(wide ? {} : { back: paths.inbox({ ...filter, q }) })}
              />
            )}
          </div>
        )}
      </div>
      <Drawer opened={keysShown} onClose={keys.close} position="right" size={380} title="Keys of the inbox">
        <KeyList />
      </Drawer>
    </Page>
  )
}

interface FiltersProps {
  readonly search: InboxSearch
  readonly field: React.RefObject<HTMLInputElement | null>
  readonly counts: { readonly open: number; readonly mine: number; readonly overdue: number } | undefined
  readonly onKeys: () => void
}

function Filters({ search, field, counts, onKeys }: FiltersProps) {
  const go = useGo()
  const { data: workflows } = useQuery(workflowsQuery)
  const { case: _, ...kept } = search
  const set = (change: InboxSearch): void => go(paths.inbox({ ...kept, ...change }), { replace: true })
  const whose = search.whose ?? 'anyone'
  const state = search.state ?? 'open'
  const narrowed = search.kind !== undefined || search.workflow !== undefined || state !== 'open'
  const tabs = [
    { value: 'anyone', label: 'All', count: state === 'open' ? counts?.open : undefined },
    { value: 'mine', label: 'Mine', count: state === 'open' ? counts?.mine : undefined },
    { value: 'unassigned', label: 'Nobody’s', count: undefined },
  ] as const
  return (
    <div className={classes.filters}>
      <div className={classes.filterRow}>
        <div className={classes.whose} role="group" aria-label="Whose cases">
          {tabs.map(({ value, label, count }) => (
            <button
              key={value}
              type="button"
              aria-pressed={whose === value}
              className={classes.tab}
              onClick={() => set({ whose: value === 'anyone' ? undefined : value })}
            >
              {label}
              {count !== undefined && <span className="num quiet"> {formatNumber(count)}</span>}
            </button>
          ))}
        </div>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <Tooltip label="Which cases">
              <ActionIcon
                variant={narrowed ? 'light' : 'subtle'}
                color={narrowed ? 'petrol' : 'gray'}
                aria-label="Which cases"
              >
                <IconAdjustmentsHorizontal size={17} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>State</Menu.Label>
            <Choice label="Open" on={state === 'open'} choose={() => set({ state: undefined })} />
            <Choice label="Decided" on={state === 'completed'} choose={() => set({ state: 'completed' })} />
            <Choice
              label="Went to the existing process"
              on={state === 'handed-over'}
              choose={() => set({ state: 'handed-over' })}
            />
            <Menu.Label>Kind</Menu.Label>
            <Choice label="Any kind" on={search.kind === undefined} choose={() => set({ kind: undefined })} />
            {(['review', 'exception', 'failure', 'qa-sample'] as const).map((kind) => (
              <Choice key={kind} label={CASE_KIND_NAMES[kind]} on={search.kind === kind} choose={() => set({ kind })} />
            ))}
            {(workflows?.items.length ?? 0) > 1 && (
              <>
                <Menu.Label>Workflow</Menu.Label>
                <Choice
                  label="Any workflow"
                  on={search.workflow === undefined}
                  choose={() => set({ workflow: undefined })}
                />
                {workflows?.items.map(({ slug, name }) => (
                  <Choice
                    key={slug}
                    label={name}
                    on={search.workflow === slug}
                    choose={() => set({ workflow: slug })}
                  />
                ))}
              </>
            )}
          </Menu.Dropdown>
        </Menu>
        <Tooltip label="Keys (?)">
          <ActionIcon variant="subtle" color="gray" aria-label="Show the keys" onClick={onKeys}>
            <IconKeyboard size={17} />
          </ActionIcon>
        </Tooltip>
      </div>
      <TextInput
        ref={field}
        size="xs"
        value={search.q ?? ''}
        onChange={(event) => set({ q: event.currentTarget.value, case: search.case })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
        }}
        placeholder="Filter by words ( / )"
        aria-label="Filter the list by words"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={
          search.q !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="xs"
              aria-label="Clear the filter"
              onClick={() => set({ q: undefined })}
            >
              <IconX size={12} />
            </ActionIcon>
          )
        }
      />
    </div>
  )
}

function Choice({ label, on, choose }: { readonly label: string; readonly on: boolean; readonly choose: () => void }) {
  return (
    <Menu.Item
      onClick={choose}
      role="menuitemradio"
      aria-checked={on}
      rightSection={on ? <span aria-hidden>✓</span> : null}
    >
      {label}
    </Menu.Item>
  )
}

function NothingHere({ search }: { readonly search: InboxSearch }) {
  if (search.q !== undefined)
    return <Empty title="No case with these words">Clear the filter to see all of them.</Empty>
  if ((search.state ?? 'open') !== 'open') return <Empty title="None so far" />
  if (search.whose === 'mine') {
    return <Empty title="Nothing waits for you">Take one from All: open it, then press Enter or “Claim”.</Empty>
  }
  return (
    <Empty title="The inbox is empty">
      When a rule, low confidence, a failure or the quality sample holds a unit, it comes here with its reason and its
      due time.
    </Empty>
  )
}

function fits(item: Case, q: string): boolean {
  const text = `${item.unitKey} ${item.workflowName} ${item.excerpt ?? ''} ${item.reason.rule ?? ''} ${item.reason.message} ${item.claimedBy?.name ?? ''} ${item.assignedTo?.name ?? ''}`
  const low = text.toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}
