import { fileURLToPath } from 'node:url'
import { start } from '../server/index.ts'
import { writeEnvironment } from './environment.ts'

const folders = ['.', '../.build', '../../packages/wsevent/dist']
const pageScripts = [
  '/runner.js',
  '/wsevent.min.js',
  '/script-tag.js',
  '/scenarios.js',
  '/oracle.js',
]

/** A page of the test server, whose origin a relative URI resolves against. */
function pageOf(server: string, scripts: readonly string[]): string {
  return `${server}/page?${new URLSearchParams(scripts.map((script) => ['script', script]))}`
}

/** Starts the test server for the whole run; gives Playwright what ends it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const paths = folders.map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
  const { urls, close } = await start(paths)
  writeEnvironment({
    server: urls,
    page: pageOf(urls.http, pageScripts),
    worker: pageOf(urls.http, ['/worker-host.js']),
  })
  return close
}
