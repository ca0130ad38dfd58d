import { WebSockets } from 'wsevent'

/**
 * The plugin's own example, as in README; only the target and the console are parameters.
 * @param {string} uri
 * @param {object} options what `connect` takes
 * @param {Pick<Console, 'log'>} console
 */
export function runPluginExample(uri, options, console = globalThis.console) {
  const ws = WebSockets.new()

  function onEvent(event) {
    if (event.type === ws.ONOPEN) ws.send('hello')
    else if (event.type === ws.ONMESSAGE) console.log('message', event.data)
    else if (event.type === ws.ONCLOSE) console.log('closed', event.code, event.reason)
    else if (event.type === ws.ONERROR) console.log('error', event.code, event.reason)
  }

  ws.addEventListener(ws.WSEVENT, onEvent)
  ws.connect(uri, options)
  return ws
}
