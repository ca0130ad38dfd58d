// A dedicated worker that runs what its page relays.
importScripts('/runner.js', '/wsevent.min.js', '/script-tag.js', '/scenarios.js', '/oracle.js')

globalThis.addEventListener('message', async ({ data: { id, source, argument } }) => {
  try {
    const action = (0, eval)(`(${source})`)
    postMessage({ id, value: await action(argument) })
  } catch (error) {
    postMessage({
      id,
      error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
    })
  }
})
