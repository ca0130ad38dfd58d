// A consumer that is slower than its server, in a process: what waits stays with the server.
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
