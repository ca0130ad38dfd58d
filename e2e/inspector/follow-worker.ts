import { find, openInspector, press, textsOf, until } from './stage.ts'

/** Starts a worker; gives what ends it. */
const start = {
  dedicated(address: string) {
    const worker = new Worker(address)
    return () => worker.terminate()
  },
  // It ends with the page.
  shared(address: string) {
    void new SharedWorker(address)
    return () => undefined
  },
  async service(address: string) {
    const registration = await navigator.serviceWorker.register(address)
    return () => registration.unregister()
  },
}

/** A client in a worker, which the page sees from its first byte, and steers. */
export async function followWorker(argument: string): Promise<unknown> {
  const [kind, uri] = JSON.parse(argument) as [keyof typeof start, string]
  const channel = `${kind}-worker`
  const end = await start[kind](`/inspector-worker.js?${new URLSearchParams({ channel, uri })}`)
  const root = openInspector({ channel })
  await until(() => root.querySelector('.row.message') !== null)
  const before = textsOf(root, '.row:is(.connect, .open, .sent, .message) .text')
  find(root, 'input[name=data]').value = 'from the page'
  press(root, 'Send')
  await until(() => root.querySelectorAll('.row.message').length === 2)
  press(root, 'Drop')
  await until(() => root.querySelectorAll('.row.open').length === 2)
  press(root, 'Disconnect')
  await until(() => root.querySelectorAll('.row.close').length === 2)
  const after = textsOf(root, '.row:is(.sent, .message, .close) .text').slice(2)
  await end()
  return { before, after }
}
