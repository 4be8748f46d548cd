/** Between a figure and its unit stands a space that never breaks. */
export const NBSP = '\u00a0'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `1284` as `1,284`. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
}

/** `(1, 'unit')` as `1 unit`, `(214, 'unit')` as `214 units`; an irregular plural is handed in. */
export function formatCount(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)}${NBSP}${value === 1 ? one : many}`
}

/** A share of a whole as whole percent. What is there but rounds to nothing says so: `< 1 %`; and `> 99 %` likewise. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return `–`
  const percent = (part / whole) * 100
  if (part > 0 && percent < 1) return `<${NBSP}1${NBSP}%`
  if (part < whole && percent > 99) return `>${NBSP}99${NBSP}%`
  return `${Math.round(percent)}${NBSP}%`
}

/** `0.925` as `92.5 %`. */
export function formatPercent(share: number): string {
  return `${Number((share * 100).toFixed(1))}${NBSP}%`
}

/** Milliseconds in the two units that matter: `840 ms`, `1.2 s`, `4 min 12 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return `<${NBSP}1${NBSP}ms`
  if (ms < SECOND) return `${Math.round(ms)}${NBSP}ms`
  if (ms < MINUTE) {
    const seconds = ms / SECOND
    // 59.96 s would round to "60 s".
    if (seconds < 10) return `${Number(seconds.toFixed(1))}${NBSP}s`
    return `${Math.floor(seconds)}${NBSP}s`
  }
  if (ms < HOUR) return pair(ms, MINUTE, 'min', SECOND, 's')
  if (ms < DAY) return pair(ms, HOUR, 'h', MINUTE, 'min')
  return pair(ms, DAY, 'd', HOUR, 'h')
}

/** `20 Nov 2026`, in the reader's zone. */
export function formatDate(at: Date): string {
  return `${at.getDate()} ${MONTHS[at.getMonth()]} ${at.getFullYear()}`
}

/** `14:05`. */
export function formatTime(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

/** `20 Nov 2026, 14:05:07 UTC+1`: the instant in full, with its zone. */
export function formatInstant(at: Date): string {
  return `${formatDate(at)}, ${formatTime(at)}:${two(at.getSeconds())} ${zoneOf(at)}`
}

/** How long ago or how far ahead: `just now`, `3 min ago`, `in 2 h`, `in 3 d`; beyond a week the date. */
export function formatRelative(at: Date, now: Date): string {
  const ahead = at.getTime() - now.getTime()
  const distance = Math.abs(ahead)
  if (distance >= 7 * DAY) return formatDate(at)
  if (distance < 45 * SECOND) return ahead > 5 * SECOND ? `in${NBSP}less than a minute` : 'just now'
  const text = roughly(distance)
  return ahead > 0 ? `in${NBSP}${text}` : `${text}${NBSP}ago`
}

/** How long something has stood: `for 3 h`; beyond a week `since 12 Nov 2026`. */
export function formatStanding(since: Date, now: Date): string {
  const ms = Math.max(0, now.getTime() - since.getTime())
  return ms < 7 * DAY ? `for${NBSP}${roughly(ms)}` : `since ${formatDate(since)}`
}

/** One unit, rounded: `12 min`, `2 h`, `3 d`. */
export function roughly(ms: number): string {
  if (ms < MINUTE) return `${Math.max(1, Math.round(ms / SECOND))}${NBSP}s`
  if (ms < 60 * MINUTE - 30 * SECOND) return `${Math.round(ms / MINUTE)}${NBSP}min`
  if (ms < 23.5 * HOUR) return `${Math.round(ms / HOUR)}${NBSP}h`
  return `${Math.round(ms / DAY)}${NBSP}d`
}

/** What is left of a lease: `9 min 41 s`, `41 s`. */
export function formatRemaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  if (seconds < 60) return `${seconds}${NBSP}s`
  return `${Math.floor(seconds / 60)}${NBSP}min ${two(seconds % 60)}${NBSP}s`
}

/** Decimal text with its currency, without needless zeros: `("0.004200", "EUR")` as `0.0042 EUR`. */
export function formatMoney(amount: string, currency: string): string {
  const [whole = '0', fraction = ''] = amount.split('.')
  const kept = fraction.replace(/0+$/, '')
  const shown = kept === '' ? '' : `.${kept.padEnd(2, '0')}`
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${shown}${NBSP}${currency}`
}

/** The first digits of a hash, enough for people to compare. */
export function shortHash(hash: string): string {
  return hash.slice(0, 10)
}

/** `['Ada', 'Ben', 'Cy']` as `Ada, Ben and Cy`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** `unit_key`, `unitKey` or `unit-key` as `Unit key`. */
export function humanise(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const wholes = Math.floor(ms / large)
  const rest = Math.floor((ms % large) / small)
  const first = `${wholes}${NBSP}${largeName}`
  return rest === 0 ? first : `${first} ${rest}${NBSP}${smallName}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function zoneOf(at: Date): string {
  const offset = -at.getTimezoneOffset()
  if (offset === 0) return 'UTC'
  const hours = Math.floor(Math.abs(offset) / 60)
  const minutes = Math.abs(offset) % 60
  return `UTC${offset > 0 ? '+' : '−'}${hours}${minutes === 0 ? '' : `:${two(minutes)}`}`
}
