import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, type Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import sirv from 'sirv'

const dist = fileURLToPath(new URL('../../docs/.vitepress/dist/', import.meta.url))

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
// The name of VitePress's search button is "Search"; the shortcut in it is not part of that.
const RULES = '{ rules: { "label-content-name-mismatch": { enabled: false } } }'

/** What axe objects to in a page as it is now. */
export async function findViolations(page: Page) {
  await page.addScriptTag({ content: axe })
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${RULES})`)
  return violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => [html, failureSummary]),
  }))
}

/** What is meant for machines: each page as Markdown, and their lists. */
export function readTwins(): Map<string, string> {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  const twins = files.filter((file) => /\.(md|txt)$/.test(file))
  return new Map(twins.map((file) => [file, readFileSync(join(dist, file), 'utf8')]))
}

/** Each page of the built site: its HTML by its path. */
export function readSite(): Map<string, string> {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  const pages = files.filter((file) => file.endsWith('.html') && file !== '404.html')
  return new Map(
    pages.map((file) => {
      const path = `/${file.replaceAll('\\', '/').replace(/(?:(?:^|(?<=\/))index)?\.html$/, '')}`
      return [path, readFileSync(join(dist, file), 'utf8')]
    }),
  )
}

/** Playwright's test with the built site as its base. */
export const test = base.extend<object, { site: string }>({
  site: [
    async ({ browserName: _any }, use) => {
      const serve = sirv(dist, { extensions: ['html'] })
      const server = createServer((request, response) => {
        serve(request, response, () => void response.writeHead(404).end())
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
      server.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => use(site),
})
