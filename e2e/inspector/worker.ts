// What a worker of any kind does, whose page looks on: it has no document, and records alone.
import { inspect } from '@wsevent/inspector'
import { WebSockets } from 'wsevent/browser'

const settings = new URLSearchParams(location.search)
const ws = WebSockets.new()
inspect(ws, { channel: settings.get('channel') ?? '', faults: true })
ws.addEventListener(ws.ONOPEN, () => ws.send('from the worker'), { once: true })
ws.connect(settings.get('uri') ?? '', { reconnect: { minDelay: 1, maxDelay: 1 } })
