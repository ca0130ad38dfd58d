import { afterEach, describe, expect, it, vi } from 'vitest'
import { pair } from './support/recorder.ts'
import { serve } from './support/ws-server.ts'

afterEach(() => void vi.restoreAllMocks())

it.each([
  ['nothing else', Object.create(Blob.prototype)],
  ['a size', Object.create(Blob.prototype, { type: { value: 'text/plain' } })],
])('what has the prototype of a Blob and %s is no data', async (_, data: Blob) => {
  const { client } = await pair(serve())
  expect(() => client.send(data)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_DATA' }))
  expect(client.bufferedAmount).toBe(0)
})

it('text and bytes are not asked for the brand of a Blob: none costs an exception', async () => {
  const { client, recorder } = await pair(serve(), { heartbeat: true })
  const asked = vi.spyOn(Blob.prototype, 'size', 'get')
  for (const data of ['text', new ArrayBuffer(1), new Uint8Array(2)]) client.send(data)
  await recorder.received(3)
  expect(asked).not.toHaveBeenCalled()
})

describe('a message that no memory holds', () => {
  it.each([false, true])(
    'is ERR_INVALID_DATA, and changes nothing (compressed: %s)',
    async (on) => {
      const server = serve({ perMessageDeflate: on })
      const { client, recorder } = await pair(server, { compression: on })
      const cause = new RangeError('Array buffer allocation failed')
      client.send('before')
      vi.spyOn(Buffer, on ? 'from' : 'allocUnsafe').mockImplementation(() => {
        throw cause
      })
      const error = expect.objectContaining({ code: 'ERR_INVALID_DATA', cause }) as Error
      expect(() => client.send(new Uint8Array(100_000))).toThrow(error)
      vi.restoreAllMocks()
      expect(client.bufferedAmount).toBe(6)
      client.send('after')
      expect(await recorder.received(2)).toEqual(['before', 'after'])
    },
  )

  it('waits in the queue, if there is one, until it can leave', async () => {
    const { client, recorder } = await pair(serve(), { queue: true })
    vi.spyOn(Buffer, 'allocUnsafe').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed')
    })
    client.send('x'.repeat(100_000))
    client.send('after')
    vi.restoreAllMocks()
    const [long = '', short] = await recorder.received(2)
    expect([(long as string).length, short]).toEqual([100_000, 'after'])
  })
})
