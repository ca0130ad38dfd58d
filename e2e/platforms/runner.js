// The suite's part inside a platform, the same in a page, a worker and a process: it runs one scenario at a time and
// fails the one during which an error reached the platform's uncaught-error path. A classic script and a module both.
{
  /** @type {string[]} */
  const uncaught = []
  /** @type {Map<unknown, () => void>} */
  const awaited = new Map()

  /** @param {unknown} reason */
  const note = (reason) => {
    const resolve = awaited.get(reason)
    if (resolve !== undefined) resolve()
    else uncaught.push(reason instanceof Error ? `${reason}\n${reason.stack}` : String(reason))
  }

  const { process } = globalThis
  if (process === undefined) {
    globalThis.addEventListener('error', (event) => note(event.error ?? event.message))
    globalThis.addEventListener('unhandledrejection', (event) => note(event.reason))
  } else {
    process.on('uncaughtException', note)
    process.on('unhandledRejection', note)
  }

  // Rejections are told of in order, in a task that engines choose: once a last one was heard, all were.
  const untilAllAreTold = () =>
    new Promise((resolve) => {
      const last = new Error('the last rejection')
      awaited.set(last, () => resolve(awaited.delete(last)))
      void Promise.reject(last)
    })

  globalThis.wseventRunner = {
    takeUncaught: () => uncaught.splice(0),
    async run(suite, name, settings) {
      const result = await globalThis[suite].run(name, settings)
      await untilAllAreTold()
      const late = uncaught.splice(0)
      if (late.length === 0) return result
      const errors = [...(result.error === undefined ? [] : [result.error]), ...late]
      return { ...result, ok: false, error: `uncaught: ${errors.join('\n')}` }
    },
  }
}
