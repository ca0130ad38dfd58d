import { wseventDevtools } from '@wsevent/inspector/tanstack'
import { find, openInspector, press, stage, textsOf, until } from './stage.ts'

/** The element is opened when all has happened. */
export async function openLate(): Promise<unknown> {
  const on = stage()
  on.ws.connect('wss://example.com/live?token=secret')
  await on.ws.opened
  on.ws.send('{"first":[1,{"deep":true}]}')
  await on.server.nextMessage()
  on.ws.disconnect(4000, 'bye')
  await on.ws.closed
  const root = openInspector()
  await until(() => root.querySelectorAll('.row.close').length === 1)
  find(root, '.row.sent').click()
  await until(() => root.querySelector('.detail summary') !== null)
  const rows = textsOf(root, '.row .text')
  press(root, 'Hex')
  await until(() => root.querySelector('.detail pre') !== null)
  const [hex = ''] = textsOf(root, '.detail pre')
  press(root, 'Text')
  await until(() => root.querySelector('.detail summary') !== null)
  const summaries = root.querySelectorAll<HTMLElement>('.detail summary')
  summaries[1]?.click()
  await until(() => root.querySelectorAll('.detail summary').length === 3)
  return { rows, hex: hex.slice(0, 30), tree: textsOf(root, '.detail .leaf, .detail summary') }
}

/** A lost connection, a queue and a countdown. */
export async function converse(): Promise<unknown> {
  const on = stage({ faults: true })
  const root = openInspector()
  on.ws.connect('wss://example.com/live', {
    queue: true,
    reconnect: { minDelay: 60_000, maxDelay: 60_000 },
  })
  await on.ws.opened
  await until(() => textsOf(root, '.state')[0] === 'open')
  press(root, 'Kill server')
  await until(() => root.querySelector('.countdown') !== null)
  on.ws.send('later')
  await until(() => root.querySelector('.row .waiting') !== null)
  const figures = textsOf(root, '.figures dl div').slice(0, 3)
  const periods = find(root, '.timeline').getAttribute('aria-label')
  const [state = ''] = textsOf(root, '.state')
  press(root, 'Kill server')
  press(root, 'Try now')
  const message = await on.server.nextMessage('later')
  await until(() => textsOf(root, '.state')[0] === 'open')
  const lines = root.querySelectorAll('.ct-line').length
  return { state: /waiting \d+/.test(state), figures, periods, message, hasLines: lines > 0 }
}

/** Each control, and a sentence for what cannot be done. */
export async function commands(): Promise<unknown> {
  const on = stage({ faults: true })
  const root = openInspector()
  await until(() => root.querySelector('.controls') !== null)
  const input = find(root, 'input[name=data]')
  const send = async (text: string): Promise<void> => {
    input.value = text
    press(root, 'Send')
    await new Promise(requestAnimationFrame)
  }
  await send('too early')
  await until(() => root.querySelector('[role=alert]') !== null)
  const [notice = ''] = textsOf(root, '[role=alert]')
  const codes: number[] = []
  on.ws.addEventListener('close', ({ code }) => codes.push(code))
  on.ws.connect('wss://example.com/live', { reconnect: { minDelay: 1, maxDelay: 1 } })
  await on.ws.opened
  await send('from the panel')
  const message = await on.server.nextMessage('from the panel')
  press(root, 'Drop')
  await until(() => codes.length === 1 && on.ws.readyState === 1)
  press(root, 'Offline')
  await send('held')
  const held = on.ws.bufferedAmount
  await until(() => textsOf(root, '.controls [aria-pressed=true]')[0] === 'Offline')
  press(root, 'Offline')
  const late = await on.server.nextMessage('held')
  press(root, 'Disconnect')
  await until(() => on.ws.readyState === 3)
  return { notice: notice.slice(0, 40), message, held, late, codes }
}

export async function search(): Promise<unknown> {
  const on = stage()
  const root = openInspector()
  on.ws.connect('wss://example.com/live')
  await on.ws.opened
  for (const text of ['apple', 'pear', 'Apple pie']) on.server.send(text)
  await until(() => root.querySelectorAll('.row.message').length === 3)
  const input = find(root, 'input[type=search]')
  input.value = 'APPLE'
  input.dispatchEvent(new Event('input'))
  await until(() => root.querySelectorAll('.row').length === 2)
  const found = textsOf(root, '.row .text')
  input.value = ''
  input.dispatchEvent(new Event('input'))
  const kind = find(root, 'select[aria-label=Show]')
  kind.value = 'events'
  kind.dispatchEvent(new Event('change'))
  await until(() => root.querySelectorAll('.row.message').length === 0)
  press(root, 'Pause')
  on.server.send('unseen')
  await until(() => on.inspection.clients[0]?.received === 4)
  press(root, 'Pause')
  await until(() => root.querySelectorAll('.row.gap').length === 1)
  const [gap] = textsOf(root, '.row.gap .text')
  press(root, 'Clear')
  await until(() => root.querySelectorAll('.row').length === 0)
  return { found, gap }
}

/** An export comes back as an import; a broken file is named. */
export async function replay(): Promise<unknown> {
  const files: Promise<string>[] = []
  const { click } = HTMLAnchorElement.prototype
  HTMLAnchorElement.prototype.click = function () {
    files.push(fetch(this.href).then((response) => response.text()))
  }
  const on = stage()
  const root = openInspector()
  on.ws.connect('wss://example.com/live?token=secret')
  await on.ws.opened
  on.server.send('a secret')
  await until(() => root.querySelectorAll('.row.message').length === 1)
  press(root, 'Export')
  find(root, 'input[name=redact]').checked = true
  press(root, 'Export')
  HTMLAnchorElement.prototype.click = click
  const [whole = '', redacted = ''] = await Promise.all(files)
  const open = (text: string): void => {
    const input = find(root, 'input[type=file]')
    const data = new DataTransfer()
    data.items.add(new File([text], 'a.jsonl'))
    input.files = data.files
    input.dispatchEvent(new Event('change'))
  }
  open(`${whole}{"at":`)
  await until(() => root.querySelector('[role=alert]') !== null)
  const [notice] = textsOf(root, '[role=alert]')
  open(whole)
  await until(() => root.querySelectorAll('nav button').length === 2)
  return {
    hasQuery: whole.includes('token'),
    hasText: whole.includes('a secret'),
    isRedacted: !redacted.includes('a secret'),
    notice,
    names: textsOf(root, 'nav small').map((text) => text.split(' ')[0]),
    hasControls: root.querySelector('.controls') !== null,
  }
}

/** Keys and clicks in a list that is longer than what is in sight. */
export async function choose(): Promise<unknown> {
  const on = stage()
  const root = openInspector()
  on.ws.connect('wss://example.com/live')
  await on.ws.opened
  for (let count = 0; count < 100; count += 1) on.server.send(String(count))
  await until(() => textsOf(root, '.row.message .text').includes('99'))
  const list = find(root, '.list')
  const chosen = (): string | null => list.getAttribute('aria-activedescendant')
  const after = async (act: () => void): Promise<string | null> => {
    const before = chosen()
    act()
    await until(() => chosen() !== before)
    await until(() => chosen() === null || root.querySelector(`#${chosen()}`) !== null)
    return textsOf(root, '[aria-selected=true] .text')[0] ?? null
  }
  const seen: unknown[] = []
  for (const key of ['End', 'ArrowUp', 'PageUp', 'ArrowDown', 'Home', 'Escape']) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    seen.push(await after(() => list.dispatchEvent(event)))
  }
  const bottomOf = (element: Element): number => Math.floor(element.getBoundingClientRect().bottom)
  const rows = [...root.querySelectorAll<HTMLElement>('.row')]
  const last = rows.findLast((row) => bottomOf(row) <= bottomOf(list))
  await after(() => last?.click())
  const row = find(root, '[aria-selected=true]')
  const focusable = [...root.querySelectorAll<HTMLElement>('button, input, select, [tabindex]')]
  return {
    seen,
    isInSight: bottomOf(row) <= bottomOf(list),
    areReachable: focusable.every(({ tabIndex }) => tabIndex === 0),
  }
}

/** As TanStack Devtools calls a plugin: once, and again for another theme. */
export function plugIn(): unknown {
  const plugin = wseventDevtools()
  const place = document.createElement('div')
  document.body.append(place)
  const results = [plugin.render(place, 'dark'), plugin.render(place, { theme: 'light' })]
  const { length } = place.children
  const theme = place.querySelector('ws-inspector')?.getAttribute('theme')
  place.remove()
  return { id: plugin.id, results, length, theme }
}
