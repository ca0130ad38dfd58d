// The suite's part inside a platform, the same in a page, a worker and a process: it runs one scenario at a time and
// fails the one during which an error reached the platform's uncaught-error path. A classic script and a module both.
{
  /** @type {unknown[]} */
  const uncaught = []
  /** @type {((reason: unknown) => void)[]} */
  let expecting = []
  /** @type {Map<unknown, () => void>} */
  const awaited = new Map()

  /** @param {unknown} reason */
  const note = (reason) => {
    const take = awaited.get(reason) ?? expecting.shift()
    if (take === undefined) uncaught.push(reason)
    else take(reason)
  }

  const { process } = globalThis
  if (process === undefined) {
    globalThis.addEventListener('error', (event) => note(event.error ?? event.message))
    globalThis.addEventListener('unhandledrejection', (event) => note(event.reason))
  } else {
    process.on('uncaughtException', note)
    process.on('unhandledRejection', note)
  }

  // Rejections are reported in order, in a task that engines choose: once a last one was, all were.
  const untilAllAreReported = () =>
    new Promise((resolve) => {
      const last = new Error('the last rejection')
      awaited.set(last, () => resolve(awaited.delete(last)))
      void Promise.reject(last)
    })

  // Firefox and WebKit leave the message out of the stack.
  /** @param {unknown} error */
  const describe = (error) => {
    if (!(error instanceof Error)) return String(error)
    const { message, stack = '' } = error
    return stack.includes(message) ? stack : `${message}\n${stack}`
  }

  globalThis.wseventRunner = {
    takeUncaught: () => uncaught.splice(0),
    expectUncaught: () => new Promise((resolve) => expecting.push(resolve)),
    async run(suite, name, settings) {
      expecting = []
      const errors = []
      let record
      try {
        record = await globalThis[suite].run(name, settings)
      } catch (error) {
        errors.push(describe(error))
      }
      await untilAllAreReported()
      errors.push(...uncaught.splice(0).map((error) => `uncaught: ${describe(error)}`))
      return { record, error: errors.join('\n') }
    },
  }
}
