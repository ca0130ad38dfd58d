import { listen } from '@wsevent/core'
import { page } from './page.ts'

/**
 * Calls back when a policy of the page forbids the URI: Chromium reports connect-src (CSP, section 6.1.2) here, and
 * nothing but an error at the socket. Returns what ends it.
 */
export function watchPolicy(uri: string, onBlocked: () => void): () => void {
  return listen(page, 'securitypolicyviolation', (violation: SecurityPolicyViolationEvent) => {
    // A policy shows a blocked URI whole, or its origin, or its scheme (CSP, section 5.4); no directive but connect-src
    // forbids one with ws: or wss:.
    const { origin, protocol } = new URL(uri)
    const isOurs = [uri, origin, protocol.slice(0, -1)].includes(violation.blockedURI)
    if (isOurs && violation.disposition !== 'report') onBlocked()
  })
}
