import { describe, expect, it } from 'vitest'
import { resolveUri, withoutCredentials } from '../src/uri.ts'
import { codeOf } from './fake-platform.ts'

const PAGE = 'https://page.test/dir/index.html?q#top'

describe('resolveUri', () => {
  it.each<[string, unknown, number | undefined, string | undefined, string]>([
    ['ws', 'ws://h/p?q=1', undefined, undefined, 'ws://h/p?q=1'],
    ['wss', 'wss://h', undefined, undefined, 'wss://h/'],
    ['a scheme in capitals', 'WSS://H/P', undefined, undefined, 'wss://h/P'],
    ['http as ws', 'http://h/p', undefined, undefined, 'ws://h/p'],
    ['https as wss', 'https://h/p', undefined, undefined, 'wss://h/p'],
    ['a URL object', new URL('ws://h/p'), undefined, undefined, 'ws://h/p'],
    ['a URL object by its href', { href: 'ws://h/p' }, undefined, undefined, 'ws://h/p'],
    ['a port of its own', 'ws://h:8080/p', undefined, undefined, 'ws://h:8080/p'],
    ['a port given beside it', 'ws://h:8080/p', 9000, undefined, 'ws://h:9000/p'],
    ['a port given that is the default', 'ws://h:8080/p', 80, undefined, 'ws://h/p'],
    ['a port 443 with ws', 'ws://h/p', 443, undefined, 'ws://h:443/p'],
    ['the default port of http', 'http://h:80/', undefined, undefined, 'ws://h/'],
    ['an IPv6 host', 'ws://[::1]:1/', 2, undefined, 'ws://[::1]:2/'],
    ['credentials', 'ws://user:pass@h/', undefined, undefined, 'ws://user:pass@h/'],
    ['a path against the page', '/chat', undefined, PAGE, 'wss://page.test/chat'],
    ['a relative path against the page', 'chat?x', undefined, PAGE, 'wss://page.test/dir/chat?x'],
    ['nothing against the page', '', undefined, 'http://page.test/p', 'ws://page.test/p'],
    ['a host against the page', '//other.test', 81, PAGE, 'wss://other.test:81/'],
    ['an encoded hash sign', 'ws://h/%23', undefined, undefined, 'ws://h/%23'],
  ])('takes %s', (_what, uri, port, base, expected) => {
    expect(resolveUri(uri, port, base)).toBe(expected)
  })

  it.each<[string, unknown, string | undefined]>([
    ['a fragment', 'ws://h/#part', undefined],
    ['a bare hash sign', 'ws://h/#', undefined],
    ['a fragment against the page', '#part', PAGE],
    ['another scheme', 'ftp://h/', undefined],
    ['the scheme of a file', 'file:///p', undefined],
    ['the scheme of a blob', 'blob:https://h/1', undefined],
    ['the name of a property of objects', 'constructor://h/', undefined],
    ['a relative URI outside of a page', '/chat', undefined],
    ['nothing outside of a page', '', undefined],
    ['no host', 'ws://', undefined],
    ['a port out of range', 'ws://h:65536/', undefined],
    ['a space in the host', 'ws://a b/', undefined],
    ['undefined', undefined, PAGE],
    ['null', null, PAGE],
    ['a number', 1, PAGE],
    ['an object', {}, PAGE],
    ['an array', ['ws://h/'], PAGE],
    ['an object whose href is no string', { href: 1 }, PAGE],
  ])('refuses %s', (_what, uri, base) => {
    expect(codeOf(() => resolveUri(uri, undefined, base))).toBe('ERR_INVALID_URI')
  })

  it('never shows the URI, in the message or in a cause', () => {
    const uri = 'ws://user:secret@h:99999/?token=secret'
    const call = (): unknown => resolveUri(uri, undefined, undefined)
    expect(call).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') as string }),
    )
    expect(call).toThrow(expect.not.objectContaining({ cause: expect.anything() as unknown }))
  })
})

it('shows a URI without its credentials', () => {
  expect(withoutCredentials('wss://user:secret@h:1/p?q')).toBe('wss://h:1/p?q')
  expect(withoutCredentials('wss://h/')).toBe('wss://h/')
})
