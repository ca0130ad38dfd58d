import { expect } from '@playwright/test'
import { findViolations, readSite, readTwins, test } from './site.ts'

const PAGES = [
  '/',
  '/getting-started',
  '/how-to/reconnect',
  '/benchmarks',
  '/how-to/',
  '/api',
  '/errors',
  '/compatibility',
]
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } }

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme })
      // In the dark, only colours differ.
      for (const path of colorScheme === 'light' ? PAGES : PAGES.slice(0, 4)) {
        test(`${path} fits, and axe finds nothing`, async ({ page }) => {
          await page.goto(path)
          const widths = await page.evaluate(() => [
            document.documentElement.scrollWidth,
            innerWidth,
          ])
          expect(widths[0], 'scrolls sideways').toBeLessThanOrEqual(widths[1] ?? 0)
          expect(await findViolations(page)).toEqual([])
        })
      }
    })
  }
}

test('each link leads to a page of the site, and to a heading of it', () => {
  const site = readSite()
  const ids = new Map(
    [...site].map(([path, html]) => [
      path,
      new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
    ]),
  )
  const broken = [...site].flatMap(([path, html]) => {
    const links = [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href)
    return links
      .filter((href) => !/^[a-z]+:/.test(href))
      .filter((href) => {
        const { pathname, hash } = new URL(href, `http://site${path}`)
        const targets = ids.get(pathname.replace(/\.html$/, ''))
        // TypeDoc numbers the anchors of a name that it lists twice.
        if (!targets || path.startsWith('/reference/')) return !targets
        return hash !== '' && !targets.has(decodeURIComponent(hash.slice(1)))
      })
      .map((href) => `${path}: ${href}`)
  })
  expect(site.size).toBeGreaterThan(20)
  expect(broken).toEqual([])
})

test('the Markdown twins, and llms.txt, have the code without marks of ours', () => {
  const twins = readTwins()
  expect(twins.size).toBeGreaterThan(40)
  expect([...twins].filter(([, text]) => /^```.*twoslash/m.test(text))).toEqual([])
})

test.describe('the example of the home page', () => {
  test.use({ viewport: SIZES.desktop })

  test('comes back from each fault, and says why', async ({ page }) => {
    await page.goto('/')
    const state = page.locator('.live .state')
    const events = page.locator('.live ol')
    await expect(state).toHaveText('open')

    await page.getByRole('button', { name: 'Kill the connection' }).click()
    await expect(events).toContainText('ERR_CONNECTION_LOST')
    await expect(events).toContainText('attempt 2')

    await page.getByRole('button', { name: 'Black hole' }).click()
    await expect(events).toContainText('ERR_HEARTBEAT_TIMEOUT', { timeout: 10_000 })
    await expect(state).toHaveText('open', { timeout: 10_000 })

    await page.getByRole('button', { name: 'Answer 503' }).click()
    await expect(events).toContainText('ERR_CONNECT_FAILED', { timeout: 10_000 })
    await page.getByRole('button', { name: 'Heal the server' }).click()
    await expect(state).toHaveText('open', { timeout: 10_000 })
  })
})
