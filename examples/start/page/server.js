/** Makes the server fail, or come back. */
export async function changeServer(mode) {
  const response = await fetch(`/server/${mode}`, { method: 'POST' })
  if (!response.ok) throw new Error(await response.text())
}

/** What the server says of itself; resolves once it has said how it is. */
export function followServer({ onState, onReceived, onGone }) {
  const source = new EventSource('/server/events')
  source.addEventListener('received', ({ data }) => onReceived(JSON.parse(data)))
  source.addEventListener('error', onGone)
  return new Promise((resolve) => {
    source.addEventListener('state', ({ data }) => {
      onState(JSON.parse(data))
      resolve()
    })
  })
}
