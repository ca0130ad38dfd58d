import { find, openInspector, press, textsOf, until } from './stage.ts'

/** A client in a worker, which the page sees from its first byte, and steers. */
export async function followWorker(uri: string): Promise<unknown> {
  const worker = new Worker('/inspector-worker.js')
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve
    worker.onerror = reject
    worker.postMessage(uri)
  })
  const root = openInspector({ channel: 'worker' })
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
  worker.terminate()
  return { before, after }
}
