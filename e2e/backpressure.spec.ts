// A consumer or a server that is slower than the other side, in a process: what waits stays with the sender. What runs in
// the process is handed over as text, so each function brings its own look at the memory.
import { readEnvironment } from './platforms/environment.ts'
import { expect, test } from './platforms/test.ts'

const MEBIBYTE = 1_048_576
const SIZE = MEBIBYTE / 4
const COUNT = 4_096

/** Runs in the process: takes a message each millisecond, and at every 64th looks at how much memory lives. */
async function consume(uri: string): Promise<Record<'messages' | 'bytes' | 'peak', number>> {
  process.getBuiltinModule('v8').setFlagsFromString('--expose-gc')
  const collect = process.getBuiltinModule('vm').runInNewContext('gc') as () => void
  const live = (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = live()
  const ws = globalThis.wsevent.WebSockets.new()
  ws.connect(uri)
  let [messages, bytes, peak] = [0, 0, 0]
  for await (const data of ws) {
    messages += 1
    bytes += (data as ArrayBuffer).byteLength
    if (messages % 64 === 0) peak = Math.max(peak, live() - before)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return { messages, bytes, peak }
}

test('a loop of a message a millisecond takes 1 GiB of a flood in bounded memory', async ({
  platform,
}) => {
  test.setTimeout(120_000)
  const query = `count=${COUNT}&size=${SIZE}&binary&code=1000`
  const uri = `${readEnvironment().server.ws}/flood?${query}`
  const { messages, bytes, peak } = await platform.evaluate(consume, uri)
  console.log(`\nbackpressure: ${(peak / MEBIBYTE).toFixed(1)} MiB live at most, of 1,024 MiB`)
  expect(messages).toBe(COUNT)
  expect(bytes).toBe(COUNT * SIZE)
  expect(peak).toBeLessThan(40 * MEBIBYTE)
})

/** Runs in the process: sends as `drained` allows, and at every 64th message looks at how much memory lives. */
async function produce(uri: string): Promise<Record<'peak' | 'buffered', number>> {
  process.getBuiltinModule('v8').setFlagsFromString('--expose-gc')
  const collect = process.getBuiltinModule('vm').runInNewContext('gc') as () => void
  const live = (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const ws = globalThis.wsevent.WebSockets.new()
  ws.connect(uri, { queue: { maxBytes: 2 ** 30 } })
  await ws.opened
  const chunk = new Uint8Array(2 ** 18)
  const before = live()
  let [peak, buffered] = [0, 0]
  for (let sent = 1; sent <= 4_096; sent += 1) {
    ws.send(chunk)
    buffered = Math.max(buffered, ws.bufferedAmount)
    await ws.drained(65_536)
    if (sent % 64 === 0) peak = Math.max(peak, live() - before)
  }
  ws.disconnect()
  await ws.closed
  return { peak, buffered }
}

test('drained sends 1 GiB to a slow server in bounded memory', async ({ platform }) => {
  test.setTimeout(120_000)
  const { ws, http } = readEnvironment().server
  const { peak, buffered } = await platform.evaluate(produce, `${ws}/slow-sink?id=slow`)
  console.log(`\nbackpressure: ${(peak / MEBIBYTE).toFixed(1)} MiB live at most, of 1,024 MiB sent`)
  const seen = await fetch(`${http}/seen?id=slow&event=message&nth=${COUNT}`, { method: 'POST' })
  expect(((await seen.json()) as { entry: unknown }).entry).toMatchObject({ length: SIZE })
  expect(buffered).toBeLessThanOrEqual(SIZE + 65_536)
  expect(peak).toBeLessThan(40 * MEBIBYTE)
})
