/**
 * Calls back when a policy of the page forbids the URI: Chromium reports connect-src (CSP, section 6.1.2) here, and
 * nothing but an error at the socket. Returns what ends it.
 */
export function watchPolicy(uri: string, onBlocked: () => void): () => void {
  const onViolation = (violation: SecurityPolicyViolationEvent): void => {
    const { blockedURI, effectiveDirective, disposition } = violation
    // A policy shows a blocked URI whole, or its origin, or its scheme (CSP, section 5.4).
    const { href, origin, protocol } = new URL(uri)
    const isOurs = [href, origin, protocol.slice(0, -1)].includes(blockedURI)
    if (isOurs && effectiveDirective === 'connect-src' && disposition !== 'report') onBlocked()
  }
  globalThis.addEventListener?.('securitypolicyviolation', onViolation)
  return () => globalThis.removeEventListener?.('securitypolicyviolation', onViolation)
}
