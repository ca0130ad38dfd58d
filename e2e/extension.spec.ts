// A manifest-3 extension: its service worker is a module, and imports the one file that has no imports itself.
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import type { WebSockets } from 'wsevent'
import { findEngine } from './engines/find.ts'
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'

const SINGLE = fileURLToPath(new URL('../packages/wsevent/dist/wsevent.min.mjs', import.meta.url))

const MANIFEST = {
  manifest_version: 3,
  name: 'wsevent',
  version: '1.0',
  background: { service_worker: 'worker.mjs', type: 'module' },
}

const WORKER = `import { WebSockets } from './wsevent.min.mjs'
globalThis.ws = WebSockets.new()
`

test('an extension’s service worker imports one file, echoes, and closes', async () => {
  const info = test.info()
  const folder = info.outputPath('extension')
  await mkdir(folder, { recursive: true })
  await cp(SINGLE, `${folder}/wsevent.min.mjs`)
  await writeFile(`${folder}/manifest.json`, JSON.stringify(MANIFEST))
  await writeFile(`${folder}/worker.mjs`, WORKER)
  const engine = findEngine('chromium')
  const context = await chromium.launchPersistentContext(info.outputPath('profile'), {
    ...(engine.source === 'system' && { executablePath: engine.path }),
    // The old headless mode has no extensions.
    headless: false,
    args: [
      '--headless=new',
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
    ],
  })
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const seen = await worker.evaluate(async (uri) => {
    const { ws } = globalThis as unknown as { readonly ws: WebSockets }
    ws.connect(uri)
    await ws.opened
    const echoed = new Promise((resolve) => {
      ws.addEventListener('message', ({ data }) => resolve(data))
    })
    ws.send('hello')
    const data = await echoed
    ws.disconnect(4000, 'bye')
    const { code, wasClean } = await ws.closed
    return { data, code, wasClean }
  }, `${readEnvironment().server.ws}/echo`)
  await context.close()
  expect(seen).toEqual({ data: 'hello', code: 4000, wasClean: true })
})
