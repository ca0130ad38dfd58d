// The page of `npm start` in the engines: what it shows of a server that is really killed.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Axe from 'axe-core'
import type { Browser } from './engines/browser.ts'
import { expect, test } from './platforms/test.ts'
import { type Start, startPage } from './start.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let start: Start

test.beforeAll(async () => {
  start = await startPage()
})
test.afterAll(() => start.end())

interface Figures {
  readonly sent: number
  readonly received: number
  readonly waiting: number
  readonly told: number
  readonly lost: number
}

/** Presses what is named, if anything is, and resolves once the page shows each of the texts: an element, and what its text matches. */
function seen(page: Browser, press: string, ...shown: readonly [string, string][]): Promise<void> {
  return page.evaluate(
    (wanted) => {
      if (wanted.press !== '') document.querySelector<HTMLElement>(wanted.press)?.click()
      const isShown = (): boolean =>
        wanted.shown.every(([element, text]) =>
          new RegExp(text).test(document.querySelector(element)?.textContent ?? ''),
        )
      return new Promise<void>((resolve) => {
        const observer = new MutationObserver(check)
        const options = { subtree: true, childList: true, characterData: true }
        observer.observe(document.body, options)
        check()
        function check(): void {
          if (!isShown()) return
          observer.disconnect()
          resolve()
        }
      })
    },
    { press, shown },
  )
}

function figuresOf(page: Browser, lane: string): Promise<Figures> {
  return page.evaluate((name) => {
    const numbers = document.querySelectorAll<HTMLElement>(`[data-lane=${name}] [data-count]`)
    const entries = [...numbers].map((one) => [one.dataset['count'], Number(one.textContent)])
    return Object.fromEntries(entries) as never
  }, lane)
}

const wsevent = '[data-lane=wsevent] .state'
const native = '[data-lane=native] .state'
const log = '#log'
const sum = ({ received, waiting, told, lost }: Figures): number => received + waiting + told + lost

async function openPage(page: Browser): Promise<void> {
  await page.open(start.address)
  await seen(page, '', [wsevent, '^open$'], [native, '^open$'])
}

test('the page of npm start: a killed server, and only wsevent comes back', async ({ engine }) => {
  await openPage(engine)
  await seen(engine, '', ['[data-lane=native] [data-count=received]', '^[2-9]'])
  await seen(engine, '#kill', ['#mode', '^Dead'], [native, '^closed, 1006$'])
  await seen(
    engine,
    '',
    [log, 'ERR_CONNECT_FAILED. Retry in'],
    ['[data-lane=wsevent] [data-count=waiting]', '^[3-9]'],
  )
  await seen(engine, '#kill', ['#mode', '^Up'], [wsevent, '^open$'])
  await seen(
    engine,
    '',
    [log, 'Open again, attempt \\d+: \\d+ queued messages leave'],
    ['[data-lane=wsevent] [data-count=waiting]', '^[01]$'],
    ['#problem', 'ERR_CONNECT_FAILED.*Solved'],
  )
  const [ours, theirs] = [await figuresOf(engine, 'wsevent'), await figuresOf(engine, 'native')]
  expect(sum(ours)).toBe(ours.sent)
  expect(sum(theirs)).toBe(theirs.sent)
  // One may have been on its way when the server died; no client can know.
  expect(ours.lost).toBeLessThanOrEqual(1)
  expect(theirs.lost).toBeGreaterThanOrEqual(3)
  // The native class throws while it connects, which may count for it in `told`.
  expect([ours.told, theirs.waiting]).toEqual([0, 0])
})

test('the page of npm start: the heartbeat notices a server that hangs, the native class does not', async ({
  engine,
}) => {
  await openPage(engine)
  const hang = '[data-mode=hung]'
  await seen(engine, hang, ['#mode', '^Hung'], [log, 'ERR_HEARTBEAT_TIMEOUT'], [native, '^open$'])
  await seen(engine, '#kill', [native, '^closed, 1006$'], [wsevent, '^open$'])
  const [ours, theirs] = [await figuresOf(engine, 'wsevent'), await figuresOf(engine, 'native')]
  expect(ours.lost).toBeLessThan(theirs.lost)
})

test('the page of npm start: without its options the client stays closed, and send() says so', async ({
  engine,
}) => {
  await openPage(engine)
  const both = '[name=reconnect], [name=queue]'
  await engine.evaluate((switches) => {
    for (const one of document.querySelectorAll<HTMLElement>(switches)) one.click()
  }, both)
  await seen(engine, '', ['#chosen', '^heartbeat$'], [wsevent, '^open$'])
  expect(await engine.evaluate(() => document.querySelector('#code')?.textContent, null)).toMatch(
    /connectTimeout: 2000,\n {2}heartbeat: \{\n/,
  )
  const refuse = '[data-mode=refusing]'
  const told = '[data-lane=wsevent] [data-count=told]'
  await seen(engine, refuse, ['#mode', '^Answers 503'], [wsevent, '^closed'], [told, '^[2-9]'])
  await seen(engine, '#again', ['#problem', 'ERR_CONNECT_FAILED.*Without reconnect'])
  await seen(engine, '#kill', ['#mode', '^Up'])
})

/** Runs in the page: the page once more in a frame of a size and a scheme, and what is wrong with it there. */
async function look(view: {
  readonly width: number
  readonly scheme: string
  readonly axe: string
}): Promise<unknown> {
  const frame = document.createElement('iframe')
  Object.assign(frame, { width: view.width, height: 844, src: '/' })
  Object.assign(frame.style, { position: 'fixed', inset: '0 auto auto 0', border: '0' })
  document.body.replaceChildren(frame)
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  const inside = frame.contentWindow as Window & typeof globalThis & { axe: typeof Axe }
  const { document: shown } = inside
  shown.documentElement.style.colorScheme = view.scheme
  await new Promise<void>((resolve) => {
    const observer = new inside.MutationObserver(until)
    observer.observe(shown.body, { subtree: true, childList: true })
    until()
    function until(): void {
      if (shown.querySelectorAll('#log .open').length < 2) return
      observer.disconnect()
      resolve()
    }
  })
  inside.eval(view.axe)
  const { violations } = await inside.axe.run(shown)
  return {
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
    isTooWide: shown.documentElement.scrollWidth > view.width,
    isLogInSight:
      (shown.querySelector('#log .row:last-child')?.getBoundingClientRect().bottom ?? 845) <= 844,
  }
}

test('the page of npm start: clean by axe, no wider than the screen, events in sight', async ({
  engine,
}) => {
  await engine.open(start.address)
  for (const width of [390, 1280]) {
    for (const scheme of ['light', 'dark']) {
      const clean = { violations: [], isTooWide: false, isLogInSight: true }
      expect(await engine.evaluate(look, { width, scheme, axe }), `${width} ${scheme}`).toEqual(
        clean,
      )
    }
  }
})
