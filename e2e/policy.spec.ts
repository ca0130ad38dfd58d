// What a page's policies forbid: the platforms tell it in three ways, the client in one.
import type { Browser } from './engines/browser.ts'
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'
import { factsOf } from './scenarios/platforms.ts'

/** Runs in the page. */
async function attempt(uri: string): Promise<{ events: object[]; took: number }> {
  const events: object[] = []
  const live = async (heard: object[]): Promise<void> => {
    const ws = globalThis.wsevent.WebSockets.new()
    ws.addEventListener(ws.WSEVENT, (event) => {
      heard.push({ type: event.type, ...('code' in event && { code: event.code }) })
      if (event.type === ws.ONOPEN) ws.disconnect()
    })
    ws.connect(uri)
    await ws.closed
  }
  const begin = performance.now()
  await live(events)
  const took = performance.now() - begin
  // If the first client closed twice, it would do so before another one that lives through the same has closed.
  await live([])
  return { events, took }
}

async function isRefused(engine: Browser, uri: string, code = 'ERR_BLOCKED'): Promise<void> {
  const { events, took } = await engine.evaluate(attempt, uri)
  const close = { type: 'close', code: 1006 }
  expect(events).toEqual([{ type: 'error', code }, close])
  // Engines that never close are given 100 ms by the client.
  expect(took).toBeLessThan(3_000)
}

async function opens(engine: Browser, uri: string): Promise<void> {
  const { events } = await engine.evaluate(attempt, uri)
  expect(events).toEqual([{ type: 'open' }, { type: 'close', code: 1000 }])
}

/** The suite's page, from the secure server. */
function securePage(): string {
  const { page, server } = readEnvironment()
  return page.replace(server.http, server.wss.replace('wss:', 'https:'))
}

test('a URI that connect-src leaves out is blocked', async ({ engine }) => {
  const { page, server } = readEnvironment()
  await engine.open(`${page}&csp=connect-src ${server.http}`)
  await isRefused(engine, `${server.wss}/echo?token=secret`)
})

test('a URI that connect-src names opens, and no other', async ({ engine }) => {
  const { page, server } = readEnvironment()
  await engine.open(`${page}&csp=connect-src ${server.ws}`)
  await opens(engine, `${server.ws}/echo`)
  await isRefused(engine, `${server.wss}/echo`)
})

test('ws: to another host is blocked in an https: page', async ({ engine }, info) => {
  await engine.open(securePage())
  const { reportsMixedContent } = factsOf(info.project.name)
  const code = reportsMixedContent ? 'ERR_BLOCKED' : 'ERR_CONNECT_FAILED'
  // No name server is asked: the engines refuse before that.
  await isRefused(engine, 'ws://wsevent.invalid/', code)
})

test('ws: to loopback opens in an https: page, where the platform says so', async ({
  engine,
}, info) => {
  await engine.open(securePage())
  const uri = `${readEnvironment().server.ws}/echo`
  if (factsOf(info.project.name).allowsMixedLoopback) await opens(engine, uri)
  else await isRefused(engine, uri, 'ERR_CONNECT_FAILED')
})
