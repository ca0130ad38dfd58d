import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { originOf, resolveUri, withoutCredentials } from '../src/uri.ts'
import { codeOf, thrownBy } from './harness.ts'

const PAGE = 'https://page.test/dir/index.html?q#top'

describe('resolveUri', () => {
  it.each<[string, unknown, string, port?: number | undefined, base?: string]>([
    ['ws', 'ws://h/p?q=1', 'ws://h/p?q=1'],
    ['wss', 'wss://h', 'wss://h/'],
    ['a scheme in capitals', 'WSS://H/P', 'wss://h/P'],
    ['http as ws', 'http://h/p', 'ws://h/p'],
    ['https as wss', 'https://h/p', 'wss://h/p'],
    ['a URL object', new URL('ws://h/p'), 'ws://h/p'],
    ['a URL object by its href', { href: 'ws://h/p' }, 'ws://h/p'],
    ['a port of its own', 'ws://h:8080/p', 'ws://h:8080/p'],
    ['a port given as an option', 'ws://h:8080/p', 'ws://h:9000/p', 9000],
    ['a port given that is the default', 'ws://h:8080/p', 'ws://h/p', 80],
    ['a port 443 with ws', 'ws://h/p', 'ws://h:443/p', 443],
    ['an IPv6 host', 'ws://[::1]:1/', 'ws://[::1]:2/', 2],
    ['credentials', 'ws://user:pass@h/', 'ws://user:pass@h/'],
    ['a path against the page', '/chat', 'wss://page.test/chat', undefined, PAGE],
    ['a relative path', 'chat?x', 'wss://page.test/dir/chat?x', undefined, PAGE],
    ['nothing against the page', '', 'ws://page.test/p', undefined, 'http://page.test/p'],
    ['a host against the page', '//other.test', 'wss://other.test:81/', 81, PAGE],
    ['an encoded hash sign', 'ws://h/%23', 'ws://h/%23'],
  ])('takes %s', (_what, uri, expected, port, base) => {
    expect(resolveUri(uri, port, base)).toBe(expected)
  })

  it.each<[string, unknown, fault: string, base?: string]>([
    ['a fragment', 'ws://h/#part', 'has a fragment'],
    ['a bare hash sign', 'ws://h/#', 'has a fragment'],
    ['a fragment against the page', '#part', 'has a fragment', PAGE],
    ['another scheme', 'ftp://h/', 'has the scheme ftp'],
    ['another scheme before ws:', 'ftp://h/ws:/p', 'has the scheme ftp'],
    ['the scheme of a blob', 'blob:https://h/1', 'has another scheme'],
    ['a user where the scheme should be', 'admin:secret@host/', 'has another scheme'],
    ['the name of a property of objects', 'constructor://h/', 'has the scheme constructor'],
    ['a relative URI outside a page', '/chat', 'cannot be parsed'],
    ['no host', 'ws://', 'cannot be parsed'],
    ['a port out of range', 'ws://h:65536/', 'cannot be parsed'],
    ['a space in the host', 'ws://a b/', 'cannot be parsed'],
    ['undefined', undefined, 'is neither a string nor a URL', PAGE],
    ['null', null, 'is neither a string nor a URL', PAGE],
    ['a number', 1, 'is neither a string nor a URL', PAGE],
    ['an object', {}, 'is neither a string nor a URL', PAGE],
    ['an array', ['ws://h/'], 'is neither a string nor a URL', PAGE],
  ])('refuses %s, and says why', (_what, uri, fault, base) => {
    const call = (): unknown => resolveUri(uri, undefined, base)
    expect(codeOf(call)).toBe('ERR_INVALID_URI')
    expect(call).toThrow(`The URI ${fault}: `)
    // The URL class's own error holds the whole URI.
    expect(Object.hasOwn(thrownBy(call) as Error, 'cause')).toBe(false)
  })
})

it.each([
  ['wss://user:secret@h:1/p?q', 'wss://h:1/p?q', 'wss://h:1'],
  ['ws://token@h/?a@b', 'ws://h/?a@b', 'ws://h'],
  ['ws://h/@p', 'ws://h/@p', 'ws://h'],
  ['wss://[::1]:8443/', 'wss://[::1]:8443/', 'wss://[::1]:8443'],
  ['ws://h?q', 'ws://h?q', 'ws://h'],
  ['', '', ''],
  ['ws://h/?to=ws://a@b/', 'ws://h/?to=ws://a@b/', 'ws://h'],
])('shows no more of %s than may be seen', (uri, shown, origin) => {
  expect(withoutCredentials(uri)).toBe(shown)
  expect(originOf(shown)).toBe(origin)
})

/** As React Native 0.76 has it: no parser, no setter, and a slash at the end of everything. */
class HalfUrl {
  readonly href: string

  constructor(text: string, base?: string) {
    if (base !== undefined) throw new TypeError('no base here')
    this.href = text.endsWith('/') ? text : `${text}/`
  }

  get port(): string {
    throw new Error('URL.port is not implemented')
  }
}

/** As React Native 0.87 has it: a slash after a bare host alone, and a port that can be read, not set. */
class CutUrl {
  readonly href: string

  constructor(text: string) {
    this.href = /:\/\/[^/?#]+$/.test(text) ? `${text}/` : text
  }

  get port(): string {
    return ''
  }
}

describe.each([
  ['0.76', HalfUrl],
  ['0.87', CutUrl],
])('where URL is a half one, as in React Native %s,', (_version, url) => {
  beforeEach(() => {
    vi.stubGlobal('URL', url)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it.each<[string, expected: string, port?: number]>([
    ['wss://h/p?token=abc', 'wss://h/p?token=abc'],
    ['ws://h', 'ws://h'],
    ['ws://h?q', 'ws://h?q'],
    ['https://h/p', 'wss://h/p'],
    ['WSS://H/P', 'wss://H/P'],
    ['ws://h', 'ws://h:9000', 9000],
    ['ws://h/p', 'ws://h:9000/p', 9000],
    ['ws://h:80?q=http://x:1/', 'ws://h:9000?q=http://x:1/', 9000],
    ['ws://u:1@h:80/p', 'ws://u:1@h:9000/p', 9000],
    ['ws://[::1]/', 'ws://[::1]:9000/', 9000],
    ['ws://[::1]:80/', 'ws://[::1]:9000/', 9000],
  ])('%s goes out as %s', (uri, expected, port) => {
    expect(resolveUri(uri, port, undefined)).toBe(expected)
  })

  it.each<[string, unknown, fault: string]>([
    ['a fragment', 'ws://h/#part', 'has a fragment'],
    ['another scheme', 'ftp://h/', 'has the scheme ftp'],
    ['a relative URI', '/chat', 'cannot be parsed'],
    ['no host', 'ws://', 'cannot be parsed'],
    ['a URI inside of a text', 'see ws://h/', 'cannot be parsed'],
    ['a number', 1, 'is neither a string nor a URL'],
  ])('%s is refused, and the message says why', (_what, uri, fault) => {
    const call = (): unknown => resolveUri(uri, undefined, undefined)
    expect(codeOf(call)).toBe('ERR_INVALID_URI')
    expect(String(thrownBy(call))).toContain(fault)
  })
})
