import { DayshiftFlag } from './dayshift-flag.ts'

export { DayshiftFlag }
export type { FlagReceipt } from './ask.ts'
export type { FlagWords } from './words.ts'

// Where there is no browser (a page that is rendered on a server), importing this does nothing.
if ('customElements' in globalThis && customElements.get('dayshift-flag') === undefined) {
  customElements.define('dayshift-flag', DayshiftFlag)
}

declare global {
  interface HTMLElementTagNameMap {
    'dayshift-flag': DayshiftFlag
  }
}
