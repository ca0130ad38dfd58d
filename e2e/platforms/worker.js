// A worker of any kind that evaluates what its page sends, and answers on the port that comes with it.
importScripts('/runner.js', '/wsevent.min.js', '/script-tag.js', '/websocket.js')
importScripts('/scenarios.js', '/oracle.js')
{
  /** @param {MessageEvent} event */
  const answer = async ({ data: { source, argument }, ports: [port] }) => {
    try {
      const action = (0, eval)(`(${source})`)
      port?.postMessage({ value: await action(argument) })
    } catch (error) {
      const { message, stack } = /** @type {Error} */ (error)
      port?.postMessage({ error: `${message}\n${stack}` })
    }
  }

  globalThis.addEventListener('message', answer)
  // A shared worker's page has a port of its own.
  globalThis.addEventListener('connect', (event) => {
    const [port] = /** @type {MessageEvent} */ (event).ports
    if (port !== undefined) port.onmessage = answer
  })
}
