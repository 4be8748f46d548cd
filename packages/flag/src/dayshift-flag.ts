import { ask, type Answer, type FlagReceipt, runOf } from './ask.ts'
import { listenFor } from './shortcut.ts'
import { STYLES } from './styles.ts'
import { type FlagWords, WORDS } from './words.ts'

// On a server, where pages are only written, there is nothing to extend.
const Base = 'HTMLElement' in globalThis ? HTMLElement : (Object as unknown as typeof HTMLElement)

/**
 * `<dayshift-flag server run-id token [shortcut]>`: with one click or one key somebody says that an output looks wrong;
 * words are optional. It says who answers by when, and later what was answered. Needs no cookie and no secret: the token
 * is signed by the host's own server for one run and one reporter. Fires `dayshift-flag` with the receipt.
 */
export class DayshiftFlag extends Base {
  static readonly observedAttributes = ['token', 'run-id']

  #tokenSource: ((runId: string) => Promise<string | null>) | null = null
  #words: FlagWords = WORDS
  #receipt: FlagReceipt | null = null
  #busy = false
  #stopListening: (() => void) | null = null
  #seen: IntersectionObserver | null = null
  /** Where the focus was when a key opened the panel. */
  #from: Element | null = null
  #parts: Parts | null = null

  get shortcut(): string {
    return this.getAttribute('shortcut') ?? ''
  }

  /** Gives a token where the page has none yet, or the one that it has came to its end. */
  get tokenSource(): ((runId: string) => Promise<string | null>) | null {
    return this.#tokenSource
  }
  set tokenSource(source: ((runId: string) => Promise<string | null>) | null) {
    this.#tokenSource = source
    this.#render()
  }

  /** In other words, or another language. */
  get words(): FlagWords {
    return this.#words
  }
  set words(words: Partial<FlagWords>) {
    this.#words = { ...this.#words, ...words }
    this.#render()
  }

  /** What the server said last; null where this output isn't flagged by this reporter. */
  get receipt(): FlagReceipt | null {
    return this.#receipt
  }

  connectedCallback(): void {
    this.#parts ??= build(this.attachShadow({ mode: 'open', delegatesFocus: true }), {
      onTrigger: () => void this.#press(),
      onSend: () => void this.#send(),
      onClose: () => this.#close(),
    })
    this.#stopListening = listenFor(this)
    this.#render()
    // A page may hold many: each asks once it is seen.
    this.#seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      this.#seen?.disconnect()
      if (this.#hasToken()) void this.refresh()
    })
    this.#seen.observe(this)
  }

  disconnectedCallback(): void {
    this.#stopListening?.()
    this.#seen?.disconnect()
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before === after || this.#parts === null || !this.isConnected) return
    this.#receipt = null
    this.#render()
    if (this.#hasToken()) void this.refresh()
  }

  /** Asks what became of the flag. */
  async refresh(): Promise<void> {
    const answer = await this.#ask(null)
    if (answer.kind === 'told') this.#take(answer.receipt)
  }

  /** Says that the output looks wrong, and opens the panel for words. What is flagged already is shown. */
  async flag(): Promise<void> {
    this.#from = document.activeElement
    await this.#press()
  }

  async #press(): Promise<void> {
    const parts = this.#parts
    if (parts === null || this.#busy) return
    if (!parts.panel.hidden) return this.#close()
    if (this.#receipt !== null) {
      this.#open()
      return this.refresh()
    }
    await this.#tell({ note: '', right: '' }, null)
  }

  async #send(): Promise<void> {
    const parts = this.#parts
    if (parts === null || this.#busy) return
    const said = { note: parts.note.value.trim(), right: parts.right.value.trim() }
    if (said.note === '' && said.right === '' && this.#receipt !== null) return this.#close()
    if (await this.#tell(said, this.#words.kept)) {
      parts.note.value = ''
      parts.right.value = ''
      this.#render()
    }
  }

  /** True where it arrived. What was typed stays where it didn't. */
  async #tell(said: { readonly note: string; readonly right: string }, kept: string | null): Promise<boolean> {
    this.#busy = true
    this.#open()
    this.#say(this.#words.sending)
    const answer = await this.#ask(said)
    this.#busy = false
    if (answer.kind === 'failed') {
      this.#render()
      this.#say(answer.message ?? this.#words.failed)
      return false
    }
    this.#take(answer.receipt)
    this.#say([kept, answer.receipt?.sentence].filter((words) => words != null).join(' '))
    this.dispatchEvent(
      new CustomEvent('dayshift-flag', { bubbles: true, composed: true, detail: { receipt: answer.receipt } }),
    )
    return true
  }

  async #ask(said: { readonly note: string; readonly right: string } | null): Promise<Answer> {
    const server = this.getAttribute('server') ?? ''
    const runId = this.getAttribute('run-id') ?? ''
    let token = this.getAttribute('token') ?? ''
    if (token === '') token = (await this.#newToken(runId)) ?? ''
    if (token === '') return { kind: 'failed', code: null, message: null }
    if (runId !== '' && runOf(token) !== runId) {
      console.error(`<dayshift-flag run-id="${runId}">: its token speaks of run "${runOf(token) ?? 'none'}".`)
      return { kind: 'failed', code: 'other-run', message: null }
    }
    const answer = await ask(server, token, said)
    if (answer.kind !== 'failed' || answer.code !== 'flag-token-expired') return answer
    const renewed = await this.#newToken(runId)
    return renewed === null ? answer : ask(server, renewed, said)
  }

  async #newToken(runId: string): Promise<string | null> {
    try {
      return (await this.#tokenSource?.(runId)) ?? null
    } catch {
      return null
    }
  }

  #hasToken(): boolean {
    return (this.getAttribute('token') ?? '') !== '' || this.#tokenSource !== null
  }

  #take(receipt: FlagReceipt | null): void {
    this.#receipt = receipt
    this.#render()
    if (receipt !== null && this.#parts?.panel.hidden === false) this.#say(receipt.sentence)
  }

  #open(): void {
    const parts = this.#parts
    if (parts === null || !parts.panel.hidden) return
    parts.panel.hidden = false
    parts.trigger.setAttribute('aria-expanded', 'true')
    this.#say(this.#receipt?.sentence ?? '')
    const { left } = this.getBoundingClientRect()
    parts.panel.toggleAttribute('data-end', left + parts.panel.offsetWidth > document.documentElement.clientWidth)
    parts.note.focus()
  }

  #close(): void {
    const parts = this.#parts
    if (parts === null) return
    parts.panel.hidden = true
    parts.trigger.setAttribute('aria-expanded', 'false')
    const back = this.#from
    this.#from = null
    if (back instanceof HTMLElement && back !== document.body && back.isConnected) back.focus()
    else parts.trigger.focus()
  }

  #say(words: string): void {
    if (this.#parts === null) return
    this.#parts.status.textContent = words
    this.#parts.spoken.textContent = words
  }

  #render(): void {
    const parts = this.#parts
    if (parts === null) return
    const receipt = this.#receipt
    const words = this.#words
    const name = receipt === null ? words.flag : receipt.state === 'waiting' ? words.flagged : words[receipt.state]
    parts.name.textContent = name
    // A page whose server signed no token shows nothing that can't work.
    parts.trigger.hidden = !this.#hasToken()
    parts.trigger.toggleAttribute('data-state', receipt !== null)
    parts.trigger.setAttribute('aria-disabled', String(this.#busy))
    if (this.shortcut === '') parts.trigger.removeAttribute('aria-keyshortcuts')
    else parts.trigger.setAttribute('aria-keyshortcuts', inWords(this.shortcut))
    parts.panel.setAttribute('aria-label', name)
    parts.answer.textContent = receipt?.answer ?? ''
    parts.answer.hidden = parts.answer.textContent === ''
    const said = [receipt?.note, receipt?.right].filter((each) => each != null && each !== '').join('\n')
    parts.said.textContent = said === '' ? '' : `${words.youSaid} ${said}`
    parts.said.hidden = said === ''
    parts.noteLabel.textContent = words.note
    parts.rightLabel.textContent = words.right
    parts.send.textContent = words.send
    parts.close.textContent = words.close
  }
}

/** `alt+shift+f` as assistive technology is told it: `Alt+Shift+F`. */
function inWords(shortcut: string): string {
  return shortcut
    .split('+')
    .map((part) => (part.toLowerCase() === 'ctrl' ? 'Control' : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('+')
}

interface Parts {
  readonly trigger: HTMLButtonElement
  readonly name: HTMLElement
  readonly panel: HTMLFormElement
  readonly status: HTMLElement
  readonly spoken: HTMLElement
  readonly answer: HTMLElement
  readonly said: HTMLElement
  readonly note: HTMLTextAreaElement
  readonly noteLabel: HTMLElement
  readonly right: HTMLTextAreaElement
  readonly rightLabel: HTMLElement
  readonly send: HTMLButtonElement
  readonly close: HTMLButtonElement
}

/** Made node by node: a page with a strict policy takes neither markup in text nor styles in attributes. */
function build(
  root: ShadowRoot,
  { onTrigger, onSend, onClose }: { onTrigger: () => void; onSend: () => void; onClose: () => void },
): Parts {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLES)
  root.adoptedStyleSheets = [sheet]

  const name = make('span', {})
  const trigger = make(
    'button',
    { type: 'button', class: 'trigger', part: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' },
    [flagIcon(), name],
  )
  const status = make('p', { part: 'status' })
  // Stands outside the panel, so that what is said while that opens is heard.
  const spoken = make('p', { role: 'status', class: 'spoken' })
  const answer = make('p', { class: 'answer', part: 'answer' })
  const said = make('p', { class: 'said', part: 'said' })
  const [note, right] = [make('textarea', { maxlength: '4000' }), make('textarea', { maxlength: '4000' })]
  const [noteLabel, rightLabel] = [make('span', {}), make('span', {})]
  const close = make('button', { type: 'button' })
  const send = make('button', { type: 'submit', class: 'send', part: 'send' })
  const panel = make('form', { id: 'panel', class: 'panel', part: 'panel' }, [
    status,
    answer,
    said,
    make('label', {}, [noteLabel, note]),
    make('label', {}, [rightLabel, right]),
    make('div', { class: 'acts' }, [close, send]),
  ])
  panel.hidden = true
  trigger.addEventListener('click', onTrigger)
  close.addEventListener('click', onClose)
  panel.addEventListener('submit', (event) => {
    event.preventDefault()
    onSend()
  })
  root.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey } = event as KeyboardEvent // this kind of event alone
    if (key === 'Escape' && !panel.hidden) {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    } else if (key === 'Enter' && (ctrlKey || metaKey)) onSend()
  })
  root.append(trigger, panel, spoken)
  return { trigger, name, panel, status, spoken, answer, said, note, noteLabel, right, rightLabel, send, close }
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  children: readonly Node[] = [],
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

function flagIcon(): SVGElement {
  const icon = document.createElementNS(SVG, 'svg')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', 'M5 21V4h14l-4 5 4 5H5')
  icon.append(path)
  return icon
}
