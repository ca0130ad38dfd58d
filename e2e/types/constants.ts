// Literals everywhere: a `string` would narrow nothing.
import * as umbrella from 'wsevent'
import * as browserEntry from 'wsevent/browser'
import * as nodeEntry from 'wsevent/node'
import * as browser from '@wsevent/browser'
import * as node from '@wsevent/node'
import { expectType } from './same.ts'

interface Constants {
  readonly WSEVENT: 'wsevent'
  readonly ONOPEN: 'open'
  readonly ONMESSAGE: 'message'
  readonly ONCLOSE: 'close'
  readonly ONERROR: 'error'
  readonly TLS_1_0: 'TLSv1'
  readonly TLS_1_1: 'TLSv1.1'
  readonly TLS_1_2: 'TLSv1.2'
  readonly TLS_1_3: 'TLSv1.3'
}

export const holders: readonly Constants[] = [
  ...[umbrella, umbrella.WebSockets, new umbrella.WebSockets(), umbrella.WebSockets.new()],
  ...[browserEntry, browserEntry.WebSockets, new browserEntry.WebSockets()],
  ...[nodeEntry, nodeEntry.WebSockets, new nodeEntry.WebSockets()],
  ...[browser, browser.WebSockets, new browser.WebSockets()],
  ...[node, node.WebSockets, new node.WebSockets()],
]

expectType<typeof umbrella.WebSockets>()(umbrella.default)
expectType<typeof browser.WebSockets>()(browser.default)
expectType<typeof node.WebSockets>()(node.default)
expectType<umbrella.WebSockets>()(umbrella.WebSockets.new())

// @ts-expect-error a constant cannot be set
umbrella.WebSockets.ONOPEN = 'open'
// @ts-expect-error nor at an instance
new umbrella.WebSockets().ONOPEN = 'open'
