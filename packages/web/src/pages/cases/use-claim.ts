import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { caseQuery, claimCase, releaseClaim, renewClaim, type CaseDetail, type Claim } from '../../api/cases.ts'
import { problemOf } from '../../api/problem.ts'
import { useSession } from '../../shell/use-session.ts'

/** Renewed while the person works on it and less than this is left. */
const RENEW_BELOW_MS = 4 * 60_000
const LOOK_EVERY_MS = 20_000
const IDLE_AFTER_MS = 3 * 60_000

export type Holding =
  | { readonly kind: 'free' }
  /** `token` is null where the claim was made in another browser: the next act takes a new one. */
  | { readonly kind: 'mine'; readonly token: number | null; readonly until: string | null }
  /** My claim ran out and nobody has taken the case since. */
  | { readonly kind: 'lapsed'; readonly token: number }
  | { readonly kind: 'theirs'; readonly name: string; readonly until: string | null }
  | { readonly kind: 'given'; readonly name: string }
  | { readonly kind: 'closed' }

/** A person's hold on a case: taking it, keeping it while they work, giving it back. */
export function useClaim(detail: CaseDetail) {
  const id = detail.case.id
  const { person } = useSession()
  const queries = useQueryClient()
  const claims = useSyncExternalStore(subscribe, readClaims)
  const holding = holdingOf(detail, person.id, claims[id])

  const claim = useMutation({
    mutationFn: () => claimCase(id),
    onSuccess: async (made) => {
      writeClaim(id, made)
      await queries.invalidateQueries({ predicate: (query) => query.meta?.topics?.includes('cases') ?? false })
    },
    onError: () => void queries.invalidateQueries(caseQuery(id)),
  })
  const release = useMutation({
    mutationFn: async () => {
      const token = claims[id]?.token ?? (await claimCase(id)).token
      return releaseClaim(id, token)
    },
    onSuccess: (next) => {
      writeClaim(id, null)
      queries.setQueryData(caseQuery(id).queryKey, next)
      void queries.invalidateQueries({ predicate: (query) => query.meta?.topics?.includes('cases') ?? false })
    },
    onError: () => void queries.invalidateQueries(caseQuery(id)),
  })

  useRenewal(holding, async (token) => {
    try {
      writeClaim(id, await renewClaim(id, token))
    } catch (error) {
      if (problemOf(error).status === 409) await queries.invalidateQueries(caseQuery(id))
    }
  })

  /** The token for an act; takes the case first where it isn't held. */
  async function tokenForAct(): Promise<number> {
    const held = readClaims()[id]
    if (held !== undefined && (holding.kind === 'mine' || holding.kind === 'lapsed')) return held.token
    const made = await claimCase(id)
    writeClaim(id, made)
    return made.token
  }

  return { holding, claim, release, tokenForAct, forget: () => writeClaim(id, null) }
}

function holdingOf({ case: item }: CaseDetail, me: string, claim: Claim | undefined): Holding {
  if (item.state === 'completed' || item.state === 'handed-over') return { kind: 'closed' }
  if (item.claimedBy !== null && item.claimedBy.id !== me)
    return { kind: 'theirs', name: item.claimedBy.name, until: item.leaseUntil }
  if (item.claimedBy !== null) {
    // The later of what the server said on reading and what it said on renewing.
    const until =
      [item.leaseUntil, claim?.leaseUntil ?? null]
        .filter((each) => each !== null)
        .toSorted()
        .at(-1) ?? null
    return { kind: 'mine', token: claim?.token ?? null, until }
  }
  if (item.assignedTo !== null && item.assignedTo.id !== me) return { kind: 'given', name: item.assignedTo.name }
  if (claim !== undefined && Date.parse(claim.leaseUntil) <= Date.now()) return { kind: 'lapsed', token: claim.token }
  return { kind: 'free' }
}

/** Keeps the claim while the person shows life on the page; lets it lapse when they have gone. */
function useRenewal(holding: Holding, renew: (token: number) => Promise<void>): void {
  const latest = useRef({ holding, renew })
  useEffect(() => {
    latest.current = { holding, renew }
  })
  useEffect(() => {
    let alive = Date.now()
    const stir = (): void => {
      alive = Date.now()
    }
    window.addEventListener('keydown', stir)
    window.addEventListener('pointermove', stir)
    const timer = setInterval(() => {
      const { holding, renew } = latest.current
      if (holding.kind !== 'mine' || holding.token === null || holding.until === null) return
      const now = Date.now()
      if (now - alive > IDLE_AFTER_MS || document.hidden) return
      if (Date.parse(holding.until) - now < RENEW_BELOW_MS) void renew(holding.token)
    }, LOOK_EVERY_MS)
    return () => {
      window.removeEventListener('keydown', stir)
      window.removeEventListener('pointermove', stir)
      clearInterval(timer)
    }
  }, [])
}

// The claims of this browser tab, by case; kept over page loads.
const KEY = 'dayshift-claims'
type Claims = { readonly [caseId: string]: Claim }
let known: Claims | null = null
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readClaims(): Claims {
  if (known !== null) return known
  try {
    known = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Claims
  } catch {
    known = {}
  }
  return known
}

function writeClaim(caseId: string, claim: Claim | null): void {
  const { [caseId]: _, ...rest } = readClaims()
  known = claim === null ? rest : { ...rest, [caseId]: claim }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(known))
  } catch {
    // Without it a page load asks for a new token.
  }
  for (const listener of listeners) listener()
}
