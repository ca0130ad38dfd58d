import { describe, expect, test } from 'vitest'
import { importLog } from '../src/import-log.ts'
import type { LogRecord, MessageRecord } from '../src/record.ts'
import { limitsOf, Recording } from '../src/recording.ts'

function recordingOf(limits: Parameters<typeof limitsOf>[0] = {}): Recording {
  const origin = { name: '', startedAt: new Date('2026-11-28T10:00:00Z'), now: () => 5 }
  return new Recording(limitsOf(limits), origin)
}

function add(recording: Recording, fields: object): void {
  const seq = recording.nextSeq
  recording.add({ seq, at: seq, client: 1, ...fields } as LogRecord)
}

const message = (text: string): object => ({ type: 'message', size: text.length, data: text })

function textsOf(recording: Recording): readonly unknown[] {
  return recording.records.map((record) => ('data' in record ? record.data : record.type))
}

describe('the ring', () => {
  test('keeps the latest records, and the states of before', () => {
    const recording = recordingOf({ maxRecords: 2 })
    add(recording, { type: 'connect', uri: 'wss://example.com' })
    for (const text of ['a', 'b', 'c']) add(recording, message(text))
    expect(textsOf(recording)).toEqual(['connect', 'b', 'c'])
    expect(recording.dropped).toBe(2)
    expect(recording.after(3)).toHaveLength(1)
  })

  test('keeps no more bytes than it may, and at least the latest record', () => {
    const recording = recordingOf({ maxBytes: 300 })
    for (const text of ['a', 'b', 'c']) add(recording, message(text.repeat(100)))
    expect(recording.records).toHaveLength(1)
    add(recording, message('d'.repeat(1000)))
    expect(textsOf(recording)).toEqual(['d'.repeat(1000)])
  })

  test('holds a GiB of messages in 8 MiB', () => {
    const recording = recordingOf()
    const text = 'x'.repeat(1_048_576)
    for (let count = 0; count < 1024; count += 1) add(recording, message(text))
    expect(recording.records.length).toBeLessThanOrEqual(8)
    expect(recording.clients[0]?.bytesReceived).toBe(2 ** 30)
  })

  test('refuses limits that are none', () => {
    expect(() => limitsOf({ maxRecords: 0 })).toThrow(/maxRecords must be a whole number/)
    expect(() => limitsOf({ maxBytes: 1.5 })).toThrow(/maxBytes/)
  })
})

describe('pause', () => {
  test('keeps nothing, follows the state, and says how much was missed', () => {
    const recording = recordingOf()
    add(recording, message('a'))
    recording.pause()
    add(recording, message('b'))
    expect(recording.records).toHaveLength(1)
    expect(recording.clients[0]?.received).toBe(2)
    recording.resume()
    expect(recording.records.at(-1)).toMatchObject({ type: 'gap', missed: 1 })
  })
})

describe('subscribe', () => {
  test('calls back once for all that came in a turn, until it is ended', async () => {
    const recording = recordingOf()
    let calls = 0
    const end = recording.subscribe(() => (calls += 1))
    add(recording, message('a'))
    add(recording, message('b'))
    await Promise.resolve()
    expect(calls).toBe(1)
    end()
    recording.clear()
    await Promise.resolve()
    expect(calls).toBe(1)
    expect(recording.records).toEqual([])
  })
})

describe('a log', () => {
  const bytes = new Uint8Array([0, 255, 104])

  function recorded(): Recording {
    const recording = recordingOf()
    add(recording, { type: 'connect', uri: 'wss://example.com/live?token=secret' })
    add(recording, { type: 'sent', size: 5, data: 'hello', delivery: 'left' })
    add(recording, { type: 'message', size: 3, data: bytes })
    return recording
  }

  const linesOf = (text: string): readonly unknown[] =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)

  test('has a line for each record, and no query', () => {
    expect(linesOf(recorded().export())).toEqual([
      { wsevent: 'log', version: 1, startedAt: '2026-11-28T10:00:00.000Z', redacted: false },
      { at: 1, client: 1, type: 'connect', uri: 'wss://example.com/live?redacted' },
      { at: 2, client: 1, type: 'sent', size: 5, delivery: 'left', text: 'hello' },
      { at: 3, client: 1, type: 'message', size: 3, base64: 'AP9o' },
    ])
  })

  test('has no payloads if they are redacted, and the whole query if nothing is', () => {
    const [head, , sent] = linesOf(recorded().export({ redact: 'payloads' }))
    expect(head).toMatchObject({ redacted: true })
    expect(sent).toEqual({ at: 2, client: 1, type: 'sent', size: 5, delivery: 'left' })
    expect(recorded().export({ redact: 'nothing' })).toContain('token=secret')
  })

  test('has what a function makes of each payload', () => {
    const redact = ({ data }: MessageRecord): string | undefined =>
      typeof data === 'string' ? data.replaceAll(/./g, '*') : undefined
    const [, , sent, received] = linesOf(recorded().export({ redact }))
    expect(sent).toMatchObject({ text: '*****' })
    expect(received).not.toHaveProperty('base64')
    expect(() => recorded().export({ redact: (() => 5) as never })).toThrow(/must return a string/)
    expect(() => recorded().export({ redact: 'all' as never })).toThrow(/redact must be/)
  })

  test('is the same after an import', () => {
    const imported = importLog(recorded().export({ redact: 'nothing' }), 'a.jsonl')
    expect(imported.name).toBe('a.jsonl')
    expect(imported.controls).toBeUndefined()
    expect(imported.export({ redact: 'nothing' })).toBe(recorded().export({ redact: 'nothing' }))
    expect(imported.clients[0]).toMatchObject({ sent: 1, bytesReceived: 3 })
  })

  const HEAD =
    '{"wsevent":"log","version":1,"startedAt":"2026-11-28T10:00:00.000Z","redacted":false}'

  test.each([
    ['', 'Line 1 of the log is not JSON'],
    ['[]', 'Line 1 of the log is not an object'],
    ['{}', 'Line 1 of the log does not begin a log'],
    ['{"wsevent":"log","version":2}', 'has version 2, and this reads 1'],
    ['{"wsevent":"log","version":1}', 'no valid "startedAt"'],
    [`${HEAD}\n{"at":1`, 'Line 2 of the log is not JSON'],
    [`${HEAD}\n\n{"at":1}`, 'Line 3 of the log has no "type"'],
    [`${HEAD}\n{"type":"probe","at":"1"}`, 'Line 2 of the log ("probe") has no valid "at"'],
    [`${HEAD}\n{"type":"probe","at":1}`, 'Line 2 of the log ("probe") has no valid "roundTrip"'],
    [`${HEAD}\n{"type":"sent","at":1,"size":1,"base64":"*"}`, 'Line 2 of the log has a "base64"'],
  ])('that is broken is named with its line: %j', (text, words) => {
    expect(() => importLog(text)).toThrow(words)
    expect(() => importLog(text)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_LOG' }))
  })

  test('may have types and fields that a reader does not know', () => {
    const lines = [
      HEAD,
      '{"at":1,"type":"later"}',
      '{"at":2,"type":"probe","roundTrip":3,"more":1}',
    ]
    expect(importLog(lines.join('\n')).records).toHaveLength(1)
  })
})
