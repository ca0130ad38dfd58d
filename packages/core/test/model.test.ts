import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Bench, codeOf, URI } from './fake-platform.ts'
import { Model, lineOf, type ModelOptions } from './model.ts'

type Step = fc.Command<Model, Bench>

interface Picture {
  readonly events: string[]
  readonly sent: readonly unknown[]
  readonly rest: string
}

function pictureOf({ ws, events, platform }: Bench, isConnected: boolean): Picture {
  const { transports, violations } = platform
  const sent = isConnected ? platform.transport.sent : []
  const rest = [ws.readyState, ws.bufferedAmount, transports.length, ...violations].join()
  return { events: events.map(lineOf), sent, rest }
}

function prediction(model: Model): Picture {
  const rest = [model.readyState, model.bufferedAmount, model.transports].join()
  return { events: model.lines, sent: model.isConnected ? model.sent : [], rest }
}

const isSame = (one: Picture, other: Picture): boolean =>
  one.rest === other.rest && isEqual(one.events, other.events) && isEqual(one.sent, other.sent)
const isEqual = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])

/** What must be the same on both sides after each step; `expect` tells of the difference, but is slow. */
function compare(model: Model, bench: Bench): void {
  const [seen, predicted] = [pictureOf(bench, model.isConnected), prediction(model)]
  if (!isSame(seen, predicted)) expect(seen).toEqual(predicted)
  bench.events.length = 0
  model.lines = []
}

/** Calls, and sees that misuse is told of just where the model says. */
function attempt(call: () => void, mayCall: boolean): void {
  const code = codeOf(call)
  if (code !== (mayCall ? undefined : 'ERR_INVALID_STATE')) expect(code).toBe(mayCall)
}

/** A step by its name, for the reports of failures. */
function step(
  name: string,
  run: (model: Model, bench: Bench) => void,
  mayRun = (_model: Model): boolean => true,
): Step {
  return {
    check: mayRun,
    run: (model, bench) => {
      run(model, bench)
      compare(model, bench)
    },
    toString: () => name,
  }
}

function connect(options: ModelOptions): Step {
  const { reconnect, attempts, queue } = options
  return step(`connect(${JSON.stringify(options)})`, (model, { ws }) => {
    const call = (): void => ws.connect(URI, { reconnect: reconnect && { attempts }, queue })
    attempt(call, model.mayConnect)
    if (model.mayConnect) model.connect(options)
  })
}

const open = step(
  'transport opens',
  (model, bench) => {
    model.open()
    bench.transport.open()
  },
  ({ phase }) => phase === 'connecting',
)

const isUp = ({ isConnected, phase }: Model): boolean => isConnected && phase !== 'connecting'

function message(text: string): Step {
  return step(
    `message ${text}`,
    (model, bench) => {
      model.message(text)
      bench.transport.message(text)
    },
    isUp,
  )
}

let sends = 0
function send(size: number): Step {
  return step(`send ${size} bytes`, (model, { ws }) => {
    const text = `m${(sends += 1)} `.padEnd(size, '.')
    attempt(() => ws.send(text), model.maySend)
    if (model.maySend) model.send(text)
  })
}

function drain(bytes: number): Step {
  return step(
    `${bytes} bytes leave`,
    (model, bench) => {
      model.drain(bytes)
      bench.transport.drain(bytes)
    },
    isUp,
  )
}

function end(code: number, wasClean: boolean): Step {
  return step(
    `transport ends with ${code}${wasClean ? '' : ', not clean'}`,
    (model, bench) => {
      model.ended(code, wasClean)
      bench.transport.end(wasClean ? code : 1006, '', wasClean)
    },
    ({ isConnected }) => isConnected,
  )
}

const disconnect = step('disconnect', (model, { ws }) => {
  model.disconnect()
  ws.disconnect()
})

const wake = step('wake', (model, { platform }) => {
  // Only a client that asked for a reconnect listens, and only such a one waits.
  model.wake()
  platform.network.wake()
})

function advance(milliseconds: number): Step {
  return step(`${milliseconds} ms pass`, (model, { clock }) => {
    model.advance(milliseconds)
    clock.advance(milliseconds)
  })
}

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
  fc.tuple(codes, fc.boolean()).map(([code, wasClean]) => end(code, wasClean)),
  fc.constant(disconnect),
  fc.constant(wake),
  times.map(advance),
]

it('does as the model says, in 20,000 sequences of steps', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.commands(steps, { size: '+1', maxCommands: 40 }), (sequence) => {
      const setup = (): { model: Model; real: Bench } => ({ model: new Model(), real: new Bench() })
      fc.modelRun(setup, sequence)
    }),
    { numRuns: Number(process.env['WSEVENT_RUNS'] ?? 20_000) },
  )
})
