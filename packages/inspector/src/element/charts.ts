import { html, type TemplateResult } from 'lit-html'

/** Where the charts are drawn, with what their lines mean. */
export function charts(): TemplateResult {
  return html`<div class="charts">
    <figure>
      <figcaption><span>sent/s</span><span class="b">received/s</span></figcaption>
      <div class="chart" role="img" aria-label="Messages a second, over time"></div>
    </figure>
    <figure class="trip">
      <figcaption><span class="c">round trip, ms</span></figcaption>
      <div class="chart" role="img" aria-label="Round trip, over time"></div>
    </figure>
  </div>`
}
