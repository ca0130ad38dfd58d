import { expect, test } from 'vitest'
import { hexOf } from '../src/element/detail.ts'
import { recordAfterKey } from '../src/element/list.ts'
import { Model } from '../src/element/model.ts'
import { View, type Kind } from '../src/element/view.ts'
import { limitsOf, Recording } from '../src/recording.ts'

function recordingOf(maxRecords: number): Recording {
  const origin = { name: '', startedAt: new Date(0), now: () => 0 }
  const recording = new Recording(limitsOf({ maxRecords }), origin)
  recording.add({ seq: 1, at: 0, client: 1, type: 'connect', uri: 'wss://example.com' })
  return recording
}

function receive(recording: Recording, count: number): void {
  for (let left = count; left > 0; left -= 1) {
    const { nextSeq: seq } = recording
    recording.add({ seq, at: seq, client: 1, type: 'message', size: 4, data: `text ${seq}` })
  }
}

const viewOf = (recording: Recording, kind: Kind = 'all', text = ''): View =>
  new View(recording, { client: 1, kind, text })

test('a flood leaves as many rows as are kept, and the states of before', () => {
  const recording = recordingOf(1000)
  const view = viewOf(recording)
  let gone = 0
  for (let frame = 0; frame < 180; frame += 1) {
    receive(recording, 167)
    gone += view.update()
  }
  expect(view.length).toBe(1001)
  expect(gone).toBe(180 * 167 - 1000)
  expect(view.at(0)?.type).toBe('connect')
  expect(view.at(1000)?.seq).toBe(180 * 167 + 1)
  expect(view.indexOf(180 * 167 + 1)).toBe(1000)
})

test('a filter takes in what fits it, and a clear takes all', () => {
  const recording = recordingOf(100)
  receive(recording, 20)
  const events = viewOf(recording, 'events')
  const found = viewOf(recording, 'received', 'TEXT 1')
  events.update()
  found.update()
  expect(events.length).toBe(1)
  expect(found.length).toBe(10)
  recording.clear()
  found.update()
  expect(found.length).toBe(0)
  receive(recording, 1)
  expect(viewOf(recording).update()).toBe(0)
})

test('keys go through the rows, from either end', () => {
  const recording = recordingOf(100)
  receive(recording, 50)
  const view = viewOf(recording)
  view.update()
  const model = new Model(() => {})
  const seqAfter = (key: string): number | undefined => {
    model.record = recordAfterKey(model, view, key) ?? model.record
    return model.record?.seq
  }
  expect(
    ['ArrowUp', 'ArrowUp', 'PageUp', 'ArrowDown', 'Home', 'ArrowUp', 'End'].map(seqAfter),
  ).toEqual([51, 50, 40, 41, 1, 1, 51])
  expect(recordAfterKey(model, view, 'a')).toBeUndefined()
})

test('hex is sixteen bytes a line, with what can be read', () => {
  const text = hexOf(new TextEncoder().encode('hello, hex dump!\n'))
  expect(text).toBe(
    [
      '000000  68 65 6c 6c 6f 2c 20 68 65 78 20 64 75 6d 70 21  hello, hex dump!',
      `000010  0a${' '.repeat(46)} .`,
    ].join('\n'),
  )
  expect(hexOf(new Uint8Array(5000))).toContain('904 bytes more')
})
