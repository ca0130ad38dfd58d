import { inspect, type InspectOptions, type Inspection } from '@wsevent/inspector'
import '@wsevent/inspector/element'
import { mockServer } from '@wsevent/testing'
import { WebSockets } from 'wsevent/browser'

export const URI = 'wss://example.com/live'

interface Stage {
  readonly ws: WebSockets
  readonly server: ReturnType<typeof mockServer>
  readonly inspection: Inspection
}

/** A client that is inspected, and its server. */
export function stage(options?: InspectOptions): Stage {
  const server = mockServer(URI)
  const ws = WebSockets.new()
  const inspection = inspect(ws, options)
  return { ws, server, inspection }
}

export function openInspector(attributes: Readonly<Record<string, string>> = {}): ShadowRoot {
  const inspector = document.createElement('ws-inspector')
  for (const [name, value] of Object.entries(attributes)) inspector.setAttribute(name, value)
  document.body.append(inspector)
  return inspector.shadowRoot as ShadowRoot
}

/** Resolves when what is drawn is as it has to be. */
export async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise(requestAnimationFrame)
}

export function textsOf(root: ParentNode, selector: string): string[] {
  return [...root.querySelectorAll(selector)].map(({ textContent }) =>
    (textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  )
}

type Found<Selector extends string> = Selector extends `input${string}`
  ? HTMLInputElement
  : Selector extends `select${string}`
    ? HTMLSelectElement
    : HTMLElement

export function find<Selector extends string>(
  root: ParentNode,
  selector: Selector,
): Found<Selector> {
  const found = root.querySelector<Found<Selector>>(selector)
  if (!found) throw new Error(`there is no ${selector}`)
  return found
}

export function press(root: ParentNode, name: string): void {
  const button = [...root.querySelectorAll('button')].find(
    ({ textContent }) => textContent?.trim() === name,
  )
  if (!button) throw new Error(`there is no button ${name}`)
  button.click()
}
