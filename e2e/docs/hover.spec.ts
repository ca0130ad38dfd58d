import { expect } from '@playwright/test'
import { findViolations, test } from './site.ts'

// A name of a block that is marked "twoslash" in the page's Markdown, and what its hover must say.
const NAMES = [
  { path: '/', name: 'unsent', says: 'unsent: readonly SendData[]' },
  { path: '/getting-started', name: 'code', says: 'ErrorCode' },
  { path: '/how-to/test-reconnecting', name: 'drop', says: 'drop(): void' },
  { path: '/websocket', name: 'binaryType', says: 'binaryType' },
  { path: '/frameworks/react', name: 'readyState', says: '0 | 1 | 2 | 3' },
  { path: '/frameworks/vue', name: 'useLastMessage', says: 'function useLastMessage' },
  { path: '/frameworks/svelte', name: 'useConnection', says: 'function useConnection' },
  { path: '/frameworks/solid', name: 'useStatus', says: 'function useStatus' },
]

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ viewport: { width: 1280, height: 800 }, colorScheme })
    for (const { path, name, says } of NAMES) {
      test(`${path} shows the type of ${name} under the pointer, and axe finds nothing`, async ({
        page,
      }) => {
        await page.goto(path)
        const token = page.locator('pre.twoslash .twoslash-hover', {
          hasText: new RegExp(`^${name}$`),
        })
        const type = page.locator('.v-popper__popper--shown .twoslash-popup-code')
        // Hovering before the page has its script would show nothing.
        await expect(async () => {
          await page.mouse.move(0, 0)
          await token.first().hover()
          await expect(type).toContainText(says, { timeout: 1000 })
        }).toPass()
        expect(await findViolations(page)).toEqual([])
      })
    }
  })
}
