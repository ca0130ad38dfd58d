import { fileURLToPath } from 'node:url'
import { start } from '../server/index.ts'
import { writeEnvironment } from './environment.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const pageScripts = {
  '/runner.js': file('runner.js'),
  '/wsevent.min.js': file('../../packages/wsevent/dist/wsevent.min.js'),
  '/script-tag.js': file('script-tag.js'),
  '/scenarios.js': file('../.build/scenarios.js'),
  '/oracle.js': file('../.build/oracle-browser.js'),
}

const workerScripts = {
  '/worker.js': file('worker.js'),
  '/worker-host.js': file('worker-host.js'),
  '/echo-worker.js': file('echo-worker.js'),
}

/** A page of the test server, whose origin a relative URI resolves against. */
function pageOf(server: string, scripts: readonly string[]): string {
  return `${server}/page?${new URLSearchParams(scripts.map((script) => ['script', script]))}`
}

/** Starts the test server for the whole run; gives Playwright what ends it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await start({ files: { ...pageScripts, ...workerScripts } })
  writeEnvironment({
    server: server.urls,
    page: pageOf(server.urls.http, Object.keys(pageScripts)),
    worker: pageOf(server.urls.http, ['/worker-host.js']),
  })
  return () => server.close()
}
