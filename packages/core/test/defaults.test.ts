import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { options as optionsOnNode } from '../../node/src/options.ts'
import { commonOptions } from '../src/options.ts'
import { delayOf } from '../src/retry.ts'
import type { Option, Options } from '../src/validate.ts'

const { reconnect, heartbeat, queue } = commonOptions as Readonly<Record<string, Option>>
const nodeNames = Object.keys(optionsOnNode).filter((name) => !(name in commonOptions))
const nodeOptions = Object.fromEntries(nodeNames.map((name) => [name, optionsOnNode[name]]))

// The interfaces that document options, each with the table that holds their defaults.
const TABLES: Readonly<Record<string, Options>> = {
  ReconnectOptions: reconnect?.[0] as Options,
  HeartbeatOptions: heartbeat?.[0] as Options,
  QueueOptions: queue?.[0] as Options,
  ConnectOptions: commonOptions,
  NodeOptions: nodeOptions as unknown as Options,
}

// Defaults that no table holds: two that depend on each other, and one that is left to Node.
const COMPUTED: Readonly<Record<string, unknown>> = {
  minDelay: delayOf(1, 0, {}),
  maxDelay: delayOf(99, 1, {}),
  rejectUnauthorized: true,
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

const documentation = read('core/src/options.ts') + read('node/src/options.ts')

/** What is written of each option of an interface: its name, and its `@defaultValue` if it has one. */
function documented(name: string): [name: string, text: string | undefined][] {
  const body = new RegExp(`interface ${name} [^{]*{\n(.*?)\n}`, 's').exec(documentation)?.[1] ?? ''
  const members = body.matchAll(/\/\*\*(.*?)\*\/\s*readonly (\w+)\?:/gs)
  return [...members].map(([, text, option = '']) => {
    return [option, /@defaultValue (.*?)\s*$/s.exec(text as string)?.[1]]
  })
}

/** A default as it is documented: words, `false` and nothing stand for an option that is absent. */
function shown(value: unknown): string | undefined {
  return /^(true|Infinity|\d+)\b/.exec(String(value))?.[0]
}

it.each(Object.entries(TABLES))('every option of %s is documented', (name, table) => {
  expect(documented(name).map(([option]) => option)).toEqual(Object.keys(table))
})

const rows = Object.keys(TABLES).flatMap((name) => {
  return documented(name).map(([option, text]) => [name, option, text] as const)
})

it.each(rows)('the default of %s.%s is as documented: %s', (name, option, text) => {
  const fallback = TABLES[name]?.[option]?.[1]
  expect(shown(text)).toBe(shown(fallback ?? COMPUTED[option]))
})

it('the code of core names no option that only Node has', () => {
  // Those of the answer have the same name.
  const names = nodeNames.filter((name) => name !== 'tls' && name !== 'headers')
  const named = readdirSync(new URL('../src', import.meta.url)).flatMap((file) => {
    const code = read(`core/src/${file}`).replaceAll(/^\s*(\/?\*|\/\/).*$/gm, '')
    const words = new Set(code.match(/\w+/g))
    return names.filter((name) => words.has(name)).map((name) => `${file}: ${name}`)
  })
  expect(named).toEqual([])
})
