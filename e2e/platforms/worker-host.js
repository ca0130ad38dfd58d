// The page's part of the workers.
{
  const start = {
    dedicated: () => new Worker('/worker.js'),
    shared: () => new SharedWorker('/worker.js').port,
    service: async () => {
      await navigator.serviceWorker.register('/worker.js')
      return (await navigator.serviceWorker.ready).active
    },
  }
  /** @type {Partial<Record<keyof typeof start, ReturnType<typeof start[keyof typeof start]>>>} */
  const started = {}

  globalThis.wseventWorker = {
    async evaluate(kind, source, argument) {
      started[kind] ??= start[kind]()
      const worker = await started[kind]
      const { port1, port2 } = new MessageChannel()
      const answer = new Promise((resolve) => {
        port1.onmessage = ({ data }) => resolve(data)
      })
      worker?.postMessage({ source, argument }, [port2])
      const { value, error } = await answer
      if (error !== undefined) throw new Error(error)
      return value
    },
  }
}
