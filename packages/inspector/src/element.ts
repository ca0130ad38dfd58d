import { html, nothing, render, type TemplateResult } from 'lit-html'
import { Chart } from './element/chart.ts'
import { charts } from './element/charts.ts'
import { connections } from './element/connections.ts'
import { controls } from './element/controls.ts'
import { detail } from './element/detail.ts'
import { list, recordAfterKey, ROW } from './element/list.ts'
import { Model, type Connection } from './element/model.ts'
import { styles } from './element/styles.ts'
import { figures, rangeOf, timeline } from './element/summary.ts'
import { toolbar } from './element/toolbar.ts'
import type { LogRecord } from './record.ts'
import type { Inspection } from './recording.ts'

// A server that renders has no elements, and imports the file all the same.
const Base: typeof HTMLElement = globalThis.HTMLElement ?? Object

/** `<ws-inspector>`: what the page's inspections recorded, live. Attributes: `channel`, `theme` (`light` or `dark`). */
export class WsInspector extends Base {
  static readonly observedAttributes: readonly string[] = ['channel']
  readonly #model: Model = new Model(() => this.#ask())
  readonly #resize: ResizeObserver = new ResizeObserver(() => this.#ask())
  #charts: readonly Chart[] = []
  #frame = 0
  // The record that is in sight, since it was chosen; where the list was put for it.
  #shown: LogRecord | undefined
  #revealedAt = -1
  #second: ReturnType<typeof setInterval> | undefined

  /** What it shows in place of the page's own inspections; undefined for those. */
  get inspections(): readonly Inspection[] | undefined {
    return this.#model.inspections
  }

  set inspections(inspections: readonly Inspection[] | undefined) {
    this.#model.inspections = inspections
    this.#ask()
  }

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(styles)
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet]
    }
    this.#model.start(this.getAttribute('channel'))
    this.#resize.observe(this)
    // The countdown, the timeline and the chart move by themselves.
    this.#second = setInterval(() => this.#ask(), 1000)
    this.#ask()
  }

  disconnectedCallback(): void {
    this.#model.stop()
    this.#resize.disconnect()
    clearInterval(this.#second)
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    for (const chart of this.#charts) chart.destroy()
    this.#charts = []
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#model.start(this.getAttribute('channel'))
  }

  /** However much happens, once a frame. */
  #ask(): void {
    if (!this.isConnected) return
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#draw()
    })
  }

  #draw(): void {
    const root = this.shadowRoot as ShadowRoot
    const model = this.#model
    const { connections: all, selected, view } = model
    const gone = view?.update() ?? 0
    const scroller = root.querySelector<HTMLElement>('.list')
    // Rows that went in front take the ground from under the ones in sight.
    if (scroller && gone && !model.isFollowing) scroller.scrollTop -= gone * ROW
    render(this.#panel(all, selected), root)
    this.#follow()
    this.#reveal()
    this.#drawCharts(selected)
    if (selected?.state.delay !== undefined) this.#ask()
  }

  #panel(all: readonly Connection[], selected: Connection | undefined): TemplateResult {
    const model = this.#model
    return html`<div class="panel" role="region" aria-label="WebSocket inspector">
      ${toolbar(model, selected?.inspection)}
      ${
        selected
          ? html`${connections(model, all, selected)}${this.#main(selected)}
            ${controls(model, selected.inspection)}`
          : html`<p class="empty">
              Nothing is inspected yet. <code>inspect(ws)</code> before <code>ws.connect(…)</code>
              records from the first byte; or import a log.
            </p>`
      }
      ${model.notice ? html`<p class="notice" role="alert">${model.notice}</p>` : nothing}
    </div>`
  }

  #main(selected: Connection): TemplateResult {
    const { record } = this.#model
    return html`<div class="main">
      <div>${figures(selected)} ${timeline(selected, rangeOf(selected))} ${charts()}</div>
      <div
        class="list"
        role="listbox"
        aria-label="Records"
        tabindex="0"
        aria-activedescendant=${record ? `r${record.seq}` : nothing}
        @scroll=${() => this.#onScroll()}
        @mousedown=${(event: Event) => this.#onClick(event)}
        @click=${(event: Event) => this.#onClick(event)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      >
        ${this.#rows()}
      </div>
      ${record ? detail(record, this.#model) : nothing}
    </div>`
  }

  #rows(): TemplateResult | typeof nothing {
    const { view } = this.#model
    const { scrollTop: top = 0, clientHeight: height = 600 } =
      this.shadowRoot?.querySelector('.list') ?? {}
    return view ? list(this.#model, view, { top, height }) : nothing
  }

  #follow(): void {
    const scroller = this.shadowRoot?.querySelector('.list')
    if (!scroller || !this.#model.isFollowing) return
    const bottom = scroller.scrollHeight - scroller.clientHeight
    if (scroller.scrollTop >= bottom - 1) return
    scroller.scrollTop = bottom
    this.#ask()
  }

  /** The details of a record take room from the list: its row stays in sight. */
  #reveal(): void {
    const { record, view } = this.#model
    const scroller = this.shadowRoot?.querySelector('.list')
    if (record === this.#shown || !scroller) return
    this.#shown = record
    if (!record || !view) return
    const top = view.indexOf(record.seq) * ROW
    const { scrollTop } = scroller
    const lowest = top - scroller.clientHeight + ROW
    scroller.scrollTop = Math.min(top, Math.max(lowest, scrollTop))
    // Where it is now is rounded.
    if (scroller.scrollTop !== scrollTop) this.#revealedAt = scroller.scrollTop
  }

  #drawCharts(selected: Connection | undefined): void {
    const places = this.shadowRoot?.querySelectorAll<HTMLElement>('.chart') ?? []
    const [rate, trip] = places
    if (!rate || !trip || !selected) return
    if (!this.#charts.length)
      this.#charts = [new Chart(rate, ['sent', 'received']), new Chart(trip, ['roundTrip'])]
    const range = rangeOf(selected)
    const now = selected.inspection.now / 1000
    for (const chart of this.#charts) chart.draw(selected.state.samples, range, now)
  }

  #onScroll(): void {
    const scroller = this.shadowRoot?.querySelector('.list')
    if (!scroller) return
    const isOurs = scroller.scrollTop === this.#revealedAt
    this.#revealedAt = -1
    if (isOurs) return this.#ask()
    const rest = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
    this.#model.set({ isFollowing: rest < ROW })
  }

  #onClick({ target }: Event): void {
    const row = (target as Element).closest<HTMLElement>('[data-index]')
    const record = row && this.#model.view?.at(Number(row.dataset['index']))
    if (!record) return
    // The row stays under the pointer: in a list that moves, a press and its release would be on two rows.
    this.#model.isFollowing = false
    this.#model.show(record)
  }

  #onKey(event: KeyboardEvent): void {
    const { view } = this.#model
    if (event.key === 'Escape') this.#model.show(undefined)
    const record = view && recordAfterKey(this.#model, view, event.key)
    if (!record || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    this.#model.isFollowing = false
    this.#model.show(record)
  }
}

// A page may have two copies of the package.
if (globalThis.customElements && !customElements.get('ws-inspector'))
  customElements.define('ws-inspector', WsInspector)

declare global {
  interface HTMLElementTagNameMap {
    'ws-inspector': WsInspector
  }
}
