// @vitest-environment happy-dom
import { WebSockets } from '@wsevent/browser'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import '../src/element.ts'
import { importLog, inspect, type Inspection } from '../src/index.ts'
import { wseventDevtools } from '../src/tanstack.ts'
import { mockServer } from '../../testing/src/index.ts'

const URI = 'wss://example.com/live'

let server: ReturnType<typeof mockServer>
let ws: WebSockets
let inspection: Inspection
let root: ShadowRoot

beforeAll(() => {
  // Nothing is laid out here.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 600 })
})

beforeEach(() => {
  server = mockServer(URI)
  ws = WebSockets.new()
  inspection = inspect(ws)
})

afterEach(async () => {
  document.body.replaceChildren()
  if (ws.readyState !== 3) {
    ws.disconnect()
    await ws.closed
  }
  inspection.stop()
  server.stop()
})

function open(): void {
  const inspector = document.createElement('ws-inspector')
  document.body.append(inspector)
  root = inspector.shadowRoot as ShadowRoot
}

async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await new Promise(requestAnimationFrame)
}

const textsOf = (selector: string): readonly string[] =>
  [...root.querySelectorAll(selector)].map(({ textContent }) => textContent.trim())

const find = (selector: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`there is no ${selector}`)
  return found
}

test('shows what was recorded before it was opened', async () => {
  ws.connect(URI)
  await ws.opened
  ws.send('{"a":[1]}')
  await server.nextMessage()
  ws.disconnect(4000, 'bye')
  await ws.closed
  open()
  await until(() => textsOf('.row .text').includes('closed 4000 “bye”'))
  expect(textsOf('.row .text')[1]).toBe(`connect ${URI}`)
  find('.row.sent').click()
  await until(() => root.querySelector('.detail summary') !== null)
  expect(textsOf('.detail summary')).toEqual(['{1}', 'a[1]'])
})

test('counts down to the next attempt, and shows what waits', async () => {
  open()
  server.fail('refuse', { times: 1 })
  ws.connect(URI, { queue: true, reconnect: { minDelay: 60_000, maxDelay: 60_000 } })
  ws.send('later')
  await until(() => root.querySelector('.countdown') !== null)
  expect(textsOf('.countdown')[0]).toMatch(/^\d+\.\d s$/)
  expect(textsOf('.row .delivery')).toEqual(['waiting'])
  expect(textsOf('.error')[0]).toContain('ERR_CONNECT')
})

test('says in a sentence what cannot be done', async () => {
  open()
  await until(() => root.querySelector('.controls') !== null)
  find('.controls [type=submit]').click()
  await until(() => root.querySelector('[role=alert]') !== null)
  expect(textsOf('[role=alert]')[0]).toContain('send() needs an open connection')
})

test('says so when nothing is inspected, and shows the inspections that it is given', async () => {
  inspection.stop()
  open()
  await until(() => root.querySelector('.empty') !== null)
  const log = inspection.export()
  const inspector = document.querySelector('ws-inspector')
  if (inspector) inspector.inspections = [importLog(log, 'a.jsonl')]
  await until(() => root.querySelector('nav button') !== null)
  expect(textsOf('nav small')[0]).toContain('a.jsonl')
  expect(root.querySelector('.controls')).toBeNull()
})

test('lets go of the page when it is removed', async () => {
  open()
  await until(() => root.querySelector('nav') !== null)
  const inspector = document.querySelector('ws-inspector')
  inspector?.remove()
  const before = root.innerHTML
  ws.connect(URI)
  await ws.opened
  await new Promise(requestAnimationFrame)
  expect(root.innerHTML).toBe(before)
})

test('is a plugin of TanStack Devtools, which renders again for another theme', () => {
  const plugin = wseventDevtools({ channel: 'workers' })
  const place = document.createElement('div')
  document.body.append(place)
  expect([plugin.render(place, 'dark'), plugin.render(place, { theme: 'light' })]).toEqual([
    null,
    null,
  ])
  expect(place.children).toHaveLength(1)
  expect(place.innerHTML).toContain('theme="light"')
  expect(place.innerHTML).toContain('channel="workers"')
})
