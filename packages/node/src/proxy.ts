import { BlockList, isIP } from 'node:net'
import type { Rule, Values } from '@wsevent/core'
import { ProxyError } from './failure.ts'

function parse(value: unknown): URL | undefined {
  try {
    const text = typeof value === 'string' ? value : (value as URL).href
    const url = new URL(text)
    return /^https?:$/.test(url.protocol) ? url : undefined
  } catch {
    return undefined
  }
}

/** Whether a value says how to find a proxy; an agent makes its connections itself. */
export const isProxy: Rule = (value, _name, all) =>
  value === false ||
  (all?.['agent'] === undefined && (value === true || parse(value) !== undefined))

/**
 * The proxy to connect through, if any.
 * @throws `ProxyError` if a variable of the environment holds none
 */
export function proxyFor(uri: string, { proxy, agent }: Values): URL | undefined {
  if (proxy !== undefined && typeof proxy !== 'boolean') return parse(proxy)
  if (agent !== undefined || !(proxy ?? usesEnvironment())) return undefined
  const { protocol, hostname, port } = new URL(uri)
  const isSecure = protocol === 'wss:'
  const host = hostname.replaceAll(/^\[|\]$/g, '')
  const exempt = variable('NO_PROXY')?.value.split(/[\s,]+/) ?? []
  if (exempt.some((entry) => isMeant(entry, host, port || (isSecure ? '443' : '80'))))
    return undefined
  const found = variable(isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? variable('ALL_PROXY')
  if (!found) return undefined
  const url = parse(found.value.includes('://') ? found.value : `http://${found.value}`)
  if (!url) throw new ProxyError(`the variable ${found.name} holds no http: or https: URL`)
  return url
}

/** The switch that Node's own fetch follows; a flag of the command line comes after NODE_OPTIONS, and counts for more. */
function usesEnvironment(): boolean {
  const { NODE_OPTIONS = '', NODE_USE_ENV_PROXY } = process.env
  const flags = [...NODE_OPTIONS.split(/\s+/), ...process.execArgv]
  const on = flags.lastIndexOf('--use-env-proxy')
  const off = flags.lastIndexOf('--no-use-env-proxy')
  return on === off ? NODE_USE_ENV_PROXY === '1' : on > off
}

/** In lower case first, as everywhere; an empty one is none. */
function variable(name: string): { readonly name: string; readonly value: string } | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = process.env[spelling]
    if (value) return { name: spelling, value }
  }
  return undefined
}

/** Whether an entry of NO_PROXY means a target: `*`, a host and its subdomains, an address, a subnet; each may have a port. */
function isMeant(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  const [, name = entry, only = port] = isIP(entry) ? [] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? [])
  const bare = name.replaceAll(/^\[|\]$|^\*?\./g, '').toLowerCase()
  if (!bare || only !== port) return false
  return host === bare || (isIP(host) ? isInSubnet(host, bare) : host.endsWith(`.${bare}`))
}

function isInSubnet(address: string, subnet: string): boolean {
  const [net = '', prefix] = subnet.split('/')
  const family = isIP(net)
  if (prefix === undefined || family === 0 || family !== isIP(address)) return false
  const list = new BlockList()
  const type = family === 4 ? 'ipv4' : 'ipv6'
  try {
    list.addSubnet(net, Number(prefix), type)
  } catch {
    return false
  }
  return list.check(address, type)
}
