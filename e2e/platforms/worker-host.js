// The page's part of a worker platform.
{
  const worker = new Worker('/worker.js')
  const pending = new Map()
  let lastId = 0

  worker.addEventListener('message', ({ data: { id, value, error } }) => {
    const { resolve, reject } = pending.get(id)
    pending.delete(id)
    if (error === undefined) resolve(value)
    else reject(new Error(error))
  })

  globalThis.wseventWorker = {
    evaluate: (source, argument) =>
      new Promise((resolve, reject) => {
        lastId += 1
        pending.set(lastId, { resolve, reject })
        worker.postMessage({ id: lastId, source, argument })
      }),
  }
}
