import { expect, it } from 'vitest'
import { Serial } from '../src/serial.ts'

it('runs an input at once, on its target and with its argument', () => {
  const log: unknown[] = []
  const target = { name: 'target' }
  new Serial().run(
    target,
    function (argument: number) {
      log.push(this.name, argument)
    },
    7,
  )
  expect(log).toEqual(['target', 7])
})

it('keeps what comes meanwhile until the running one is done, in order', () => {
  const serial = new Serial()
  const log: string[] = []
  const note = (what: string): void => void log.push(what)
  const nested = (what: string): void => {
    serial.run(undefined, note, `${what} later`)
    note(what)
  }
  serial.run(
    undefined,
    () => {
      serial.run(undefined, nested, 'first')
      serial.run(undefined, nested, 'second')
      note('outer')
    },
    undefined,
  )
  expect(log).toEqual(['outer', 'first', 'second', 'first later', 'second later'])
})

it('runs on after an input that threw', () => {
  const serial = new Serial()
  const log: string[] = []
  const fail = (): never => {
    throw new Error('input')
  }
  expect(() => serial.run(undefined, fail, undefined)).toThrow('input')
  serial.run(undefined, (what: string) => void log.push(what), 'next')
  expect(log).toEqual(['next'])
})
