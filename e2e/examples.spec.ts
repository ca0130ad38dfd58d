// Each example that `npm start` lists, through a drop.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { serveFeed } from '../examples/feed/server.mjs'
import { frameworks } from './build.ts'
import { expect, test } from './platforms/test.ts'

const serve = sirv(fileURLToPath(new URL('../examples', import.meta.url)), { dev: true })
const server = createServer((request, response) => serve(request, response))

const feed = serveFeed(server, { every: 20, away: 200 })

test.beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

test.afterAll(() => {
  feed.close()
  server.close()
  server.closeAllConnections()
})

/** Waits, in the page, until each of the selectors finds something. */
async function untilShown(selectors: readonly string[]): Promise<void> {
  while (!selectors.every((selector) => document.querySelector(selector)))
    await new Promise((resolve) => requestAnimationFrame(resolve))
}

for (const name of frameworks) {
  test(`the example for ${name} is live, says when it tries again, sends what was said meanwhile, and counts what was lost`, async ({
    engine,
  }) => {
    const { port } = server.address() as AddressInfo
    await engine.open(`http://127.0.0.1:${port}/${name}/dist/`)
    await engine.evaluate(untilShown, ['.badge.online', 'li.feed:nth-child(3)'])
    const waiting = await engine.evaluate(async () => {
      document.querySelector('button')?.click()
      const badge = document.querySelector('.badge')
      while (!badge?.classList.contains('waiting'))
        await new Promise((resolve) => requestAnimationFrame(resolve))
      const input = document.querySelector('input')
      if (input) input.value = 'still there?'
      input?.dispatchEvent(new InputEvent('input', { bubbles: true }))
      document.querySelector('form')?.requestSubmit()
      return badge.textContent.trim()
    }, undefined)
    expect(waiting).toMatch(/^again in \d s$/)
    await engine.evaluate(untilShown, ['.badge.online', 'li.gap', 'li.you'])
    const [said, lost] = await engine.evaluate(
      (selectors) => selectors.map((one) => document.querySelector(one)?.textContent.trim()),
      ['li.you', '.lost'],
    )
    expect(said).toBe('still there?')
    expect(lost).toMatch(/^[1-9]\d* lost while away$/)
  })
}
