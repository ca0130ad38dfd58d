// The build in the workers that no platform of the contract is: shared between pages, and between a page and its network.
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'

interface Heard {
  readonly type: string
  readonly [key: string]: unknown
}

/** Runs in the page; gives what the worker heard, as JSON. */
function inSharedWorker(uri: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new SharedWorker('/echo-worker.js')
    worker.addEventListener('error', () => reject(new Error('the worker did not start')))
    worker.port.addEventListener('message', ({ data }) => resolve(data as string))
    worker.port.start()
    worker.port.postMessage(uri)
  })
}

/** Runs in the page; gives what the worker heard, as JSON. */
async function inServiceWorker(uri: string): Promise<string> {
  const { serviceWorker } = navigator
  const registration = await serviceWorker.register('/echo-worker.js')
  const { active } = await serviceWorker.ready
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise<string>((resolve) => {
    port1.addEventListener('message', ({ data }) => resolve(data as string))
  })
  port1.start()
  active?.postMessage(uri, [port2])
  const heard = await answer
  await registration.unregister()
  return heard
}

const places = { 'a shared worker': inSharedWorker, 'a service worker': inServiceWorker }

for (const [place, converse] of Object.entries(places)) {
  test(`${place} echoes text and binary, and closes`, async ({ engine }) => {
    const { page, server } = readEnvironment()
    await engine.open(page)
    const heard = JSON.parse(await engine.evaluate(converse, `${server.ws}/echo`)) as Heard[]
    expect(heard).toEqual([
      { type: 'open', protocol: '', attempt: 1 },
      { type: 'message', data: 'żółw' },
      { type: 'message', data: [0, 128, 255] },
      expect.objectContaining({
        type: 'close',
        code: 4000,
        reason: 'heard enough',
        wasClean: true,
      }),
    ])
  })
}
