import { WebSockets, type ConnectOptions } from '../../src/index.ts'

// Lets go of the client at some moment: nothing else keeps this process alive.
const [, , uri = '', moment = '', options = '{}'] = process.argv

const client = new WebSockets()
const call = (name: string): void => {
  ;(client as unknown as Record<symbol, () => void>)[Symbol.for(`nodejs.${name}`)]?.()
}

/** What keeps the event loop alive. */
const held = (): string => process.getActiveResourcesInfo().join(' ')

function release(): void {
  call('unref')
  const after = held()
  call('ref')
  const again = held()
  call('unref')
  console.log(JSON.stringify({ after, again }))
}

const turns = (count: number, act: () => void): void => {
  if (count > 0) setImmediate(() => turns(count - 1, act))
  else act()
}

if (moment === 'before connect') release()
client.connect(uri, {
  heartbeat: true,
  reconnect: { minDelay: moment === 'reopened' ? 1 : 60_000 },
  ...(JSON.parse(options) as ConnectOptions),
})
if (moment === 'at once') release()
if (moment === 'connecting') turns(1000, release)
client.addEventListener(client.ONOPEN, ({ attempt }) => {
  if (moment === 'open') release()
  if (moment === 'reopened' && attempt === 1) {
    call('unref')
    const timer = setInterval(() => undefined, 60_000)
    client.addEventListener(client.ONOPEN, () => clearInterval(timer))
  }
})
client.addEventListener(client.ONCLOSE, () => {
  if (moment === 'waiting') release()
})
