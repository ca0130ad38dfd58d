import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { WebSockets, type WebSocketsMessageEvent } from 'wsevent'
import { followLastMessage, type LastMessageOptions } from '../src/index.ts'

let shown: unknown[]
let stop: () => void
let options: LastMessageOptions<unknown> | undefined
let message: (data: string) => void

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const ws = WebSockets.new()
  vi.spyOn(ws, 'addEventListener').mockImplementation((_, handler) => {
    message = (data) =>
      (handler as (event: WebSocketsMessageEvent) => void)({ type: 'message', data })
  })
  shown = []
  options = undefined
  stop = followLastMessage(
    ws,
    () => options,
    (value) => shown.push(value),
  )
})

test('the first message shows at once, those within 16 ms together, the last of them', () => {
  message('1')
  expect(shown).toEqual(['1'])
  message('2')
  message('3')
  vi.advanceTimersByTime(15)
  expect(shown).toEqual(['1'])
  vi.advanceTimersByTime(1)
  expect(shown).toEqual(['1', '3'])
  message('4')
  vi.advanceTimersByTime(16)
  expect(shown).toEqual(['1', '3', '4'])
})

test('after a silence a message shows at once again, and no timer is left', () => {
  message('1')
  vi.advanceTimersByTime(16)
  expect(vi.getTimerCount()).toBe(0)
  message('2')
  expect(shown).toEqual(['1', '2'])
})

test('what is selected and the same shows nothing', () => {
  options = { select: (data) => (data as string).length }
  message('a')
  vi.advanceTimersByTime(16)
  message('b')
  expect(shown).toEqual([1])
})

test('with a throttle of 0 each message shows', () => {
  options = { throttle: 0 }
  for (const data of '123') message(data)
  expect(shown).toEqual(['1', '2', '3'])
})

test('shows nothing once it was stopped', () => {
  message('1')
  message('2')
  stop()
  vi.advanceTimersByTime(100)
  expect(shown).toEqual(['1'])
  expect(vi.getTimerCount()).toBe(0)
})
