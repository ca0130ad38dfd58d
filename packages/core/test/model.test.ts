import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Harness, codeOf } from './harness.ts'
import { Model, lineOf, type ModelOptions } from './model.ts'

type Step = fc.Command<Model, Harness>

const isEqual = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])

/** Whatever must be the same on both sides after each step; `expect` shows the difference, but is slow. */
function compare(model: Model, harness: Harness): void {
  const { ws, events, platform } = harness
  const sent = model.isConnected ? harness.transport.sent : []
  const seen = [ws.readyState, ws.bufferedAmount, platform.transports.length, ...sent]
  // Nothing stays armed once all is over.
  if (model.phase === 'closed') seen.push(harness.clock.pending)
  const { readyState, bufferedAmount } = model
  const predicted = [readyState, bufferedAmount, model.transports, ...model.sent]
  if (model.phase === 'closed') predicted.push(0)
  const lines = events.map(lineOf)
  if (!isEqual(seen, predicted) || !isEqual(lines, model.lines)) {
    expect([...lines, ...seen]).toEqual([...model.lines, ...predicted])
  }
  events.length = 0
  model.lines = []
}

/** A step by its name, for the reports of failures. */
function step(
  name: string,
  run: (model: Model, harness: Harness) => void,
  check = (_model: Model): boolean => true,
): Step {
  return {
    check,
    run: (model, harness) => {
      run(model, harness)
      compare(model, harness)
    },
    toString: () => name,
  }
}

const isConnecting = ({ phase }: Model): boolean => phase === 'connecting'
const isUp = (model: Model): boolean => model.isConnected && !isConnecting(model)

function connect(options: ModelOptions): Step {
  const { reconnect, attempts, queue } = options
  return step(`connect(${JSON.stringify(options)})`, (model, harness) => {
    const code = codeOf(() => harness.connect({ reconnect: reconnect && { attempts }, queue }))
    if (model.mayConnect) model.connect(options)
    else if (code !== 'ERR_INVALID_STATE') expect(code).toBe('ERR_INVALID_STATE')
  })
}

let sends = 0
function send(size: number): Step {
  return step(`send ${size} bytes`, (model, { ws }) => {
    const text = `m${(sends += 1)} `.padEnd(size, '.')
    const code = codeOf(() => ws.send(text))
    if (model.maySend) model.send(text)
    else if (code !== 'ERR_INVALID_STATE') expect(code).toBe('ERR_INVALID_STATE')
  })
}

/** What the network does, to the model and to the transport alike. */
type Network = Pick<Model, 'open' | 'message' | 'drain' | 'end'>

function network(name: string, act: (side: Network) => void, check = isUp): Step {
  const run = (model: Model, { transport }: Harness): void => {
    act(model)
    act(transport)
  }
  return step(name, run, check)
}

const open = network('open', (side) => side.open(), isConnecting)
const message = (text: string): Step => network(`message ${text}`, (side) => side.message(text))
const drain = (bytes: number): Step => network(`drain ${bytes}`, (side) => side.drain(bytes))
const end = (code?: number): Step =>
  network(
    `end ${code}`,
    (side) => side.end(code),
    ({ isConnected }) => isConnected,
  )

const disconnect = step('disconnect', (model, { ws }) => {
  model.disconnect()
  ws.disconnect()
})

const wake = step('wake', (model, { platform }) => {
  model.wake()
  platform.network.wake()
})

const advance = (milliseconds: number): Step =>
  step(`${milliseconds} ms pass`, (model, { clock }) => {
    model.advance(milliseconds)
    clock.advance(milliseconds)
  })

const options = fc.record({
  reconnect: fc.boolean(),
  attempts: fc.constantFrom(Infinity, 0, 1, 2),
  queue: fc.boolean(),
})
const codes = fc.constantFrom(1000, 1001, 1005, 1008, 1011, 1013, 3000, 4000)
const times = fc.constantFrom(0, 1, 10, 500, 1500, 2500, 4999, 5000, 20_000, 60_000)

const steps: fc.Arbitrary<Step>[] = [
  options.map(connect),
  fc.constant(open),
  fc.constant(open),
  fc.stringMatching(/^[a-z]{1,3}$/).map(message),
  fc.oneof(fc.integer({ min: 8, max: 20 }), fc.constantFrom(30_000, 65_536, 80_000)).map(send),
  fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(30_000, 100_000)).map(drain),
  fc.option(codes, { nil: undefined, freq: 1 }).map(end),
  fc.constant(disconnect),
  fc.constant(wake),
  times.map(advance),
]

it('does as the model says, in 20,000 sequences of steps', { timeout: 120_000 }, () => {
  const setup = (): { model: Model; real: Harness } => ({ model: new Model(), real: new Harness() })
  fc.assert(
    fc.property(fc.commands(steps, { size: '+1', maxCommands: 40 }), (sequence) =>
      fc.modelRun(setup, sequence),
    ),
    { numRuns: Number(process.env['WSEVENT_RUNS'] ?? 20_000) },
  )
})
