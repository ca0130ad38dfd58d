import { folder } from '../build.ts'
import { start } from '../server/index.ts'
import { writeEnvironment } from './environment.ts'

const pageScripts = ['runner', 'wsevent.min', 'script-tag', 'websocket', 'scenarios', 'oracle']

export default async function setUp(): Promise<void> {
  const server = await start(folder)
  // Pages of the test server, whose origin a relative URI resolves against.
  const pageOf = (scripts: readonly string[]): string =>
    `${server.http}/page?${scripts.map((script) => `script=/${script}.js`).join('&')}`
  writeEnvironment({ server, page: pageOf(pageScripts), worker: pageOf(['worker-host']) })
}
