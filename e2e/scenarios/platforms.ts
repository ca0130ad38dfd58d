/**
 * What a platform does not hide from us, and the contract therefore documents: the only file where scenarios may learn
 * that platforms differ. These are the facts of a browser's page; the families below say where they differ.
 */
const native = {
  /** Reports why a connection was not made: refused, no such host, the handshake's HTTP status. */
  reportsFailure: false,
  /** Follows a redirect of the handshake without telling (WebKitGTK). */
  followsRedirects: false,
  /** Takes `tls`, `headers`, `ca` and the others that only Node has. */
  takesNodeOptions: false,
  /** What its native class takes of those. */
  takes: [] as readonly string[],
  /** Sends ping frames. */
  pings: false,
  /** Reports the `Retry-After` of a rejected handshake. */
  reportsRetryAfter: false,
  /** Reports in ONOPEN which TLS version and cipher were negotiated. */
  reportsTls: false,
  /** Reports the headers of the handshake's answer. */
  reportsHeaders: false,
  /** Refuses a certificate that nobody vouches for; the engines of the suite are started so that they take any. */
  checksCertificates: false,
  /** Has a page to resolve a relative URI against. */
  hasPage: true,
  /** Makes the test server's certificate acceptable; browsers are told at their start. */
  trust: {},
  /** Says how many bytes wait in its own buffer; WebKitGTK soon says 0, whatever waits. */
  countsBuffered: true,
  /** Counts all of what was just sent; Bun leaves out what the system took at once. */
  countsAllAtOnce: true,
  /** Counts a Blob from `send` on; Deno counts it when it has read it. */
  countsBlobs: true,
  /** Tells a reset apart from a server that breaks the protocol: Firefox and WebKitGTK give the same bare error for both. */
  reportsReset: true,
  /** Reports the opening even if the connection breaks in the same moment; Firefox may report a failed attempt. */
  alwaysReportsOpening: true,
  /** Ends TCP when an attempt is given up; Firefox keeps it until a timeout of its own, 20 s. */
  endsGivenUpAttempts: true,
  /** Stops reading where the loop over the messages is slow; elsewhere 16 MiB may wait. */
  canPause: false,
  /** Ends a connection whose server closed and left TCP open by a clock of its own, since the close frame is not reported. */
  hidesCloseFrame: true,
  /** Ends a connection whose server closed and left TCP open; Bun waits for the end of TCP. */
  endsLeftTcp: true,
  /** Tells a drop after its own close frame from a close without a code; Deno says 1005 for both. */
  reportsDropAfterClose: true,
  /** Verifies the handshake's answer as RFC 6455 section 4.1 has it; Deno looks at neither key nor extensions. */
  checksAnswer: true,
  /** Reports that mixed content is what it blocks; WebKitGTK gives a bare error. */
  reportsMixedContent: true,
  /** Lets an https: page connect to ws: on loopback. */
  allowsMixedLoopback: true,
  /** Takes a close frame with 1005 in it, or with one byte, for one without a code (Firefox). */
  takesBadCloseFrames: false,
  /** Takes masked frames from a server, against RFC 6455 section 5.1 (Firefox). */
  takesMaskedFrames: false,
  /** Accepts a length in more bytes than needed, against RFC 6455 section 5.2 (`ws`, Bun, Deno). */
  takesWideLength: false,
  /** Ends a connection at a text that is not UTF-8; workerd delivers it. */
  checksText: true,
  /** Can be made to accept the test server's certificate. */
  trustsTestServer: true,
  /** Knows the closing codes that were registered after RFC 6455, 1012 to 1014; WebKitGTK ends the connection at them. */
  takesLateCodes: true,
  /** Has a `CloseEvent` as the standard's; Deno's converts nothing. */
  hasCloseEvent: true,
  /** Fails a handshake whose 101 comes after a 100 or 103 (Chromium). */
  failsInterim: false,
}

export type PlatformFacts = Readonly<typeof native>

const node: PlatformFacts = {
  ...native,
  reportsFailure: true,
  takesNodeOptions: true,
  pings: true,
  reportsRetryAfter: true,
  reportsTls: true,
  reportsHeaders: true,
  checksCertificates: true,
  hasPage: false,
  trust: { rejectUnauthorized: false },
  canPause: true,
  hidesCloseFrame: false,
  takesWideLength: true,
}

const TLS_OPTIONS = ['ca', 'cert', 'key', 'passphrase', 'servername', 'rejectUnauthorized']

const families: Readonly<Record<string, PlatformFacts>> = {
  node,
  // `wsevent/node`, on Bun on the class that stands in for `ws` there.
  'bun-node': node,
  'deno-node': node,
  chromium: { ...native, failsInterim: true },
  firefox: {
    ...native,
    reportsReset: false,
    alwaysReportsOpening: false,
    endsGivenUpAttempts: false,
    takesBadCloseFrames: true,
    takesMaskedFrames: true,
  },
  webkit: {
    ...native,
    followsRedirects: true,
    countsBuffered: false,
    takesLateCodes: false,
    reportsReset: false,
    reportsMixedContent: false,
    allowsMixedLoopback: false,
  },
  bun: {
    ...native,
    reportsFailure: true,
    takes: [...'headers proxy compression'.split(' '), ...TLS_OPTIONS],
    checksCertificates: true,
    trust: node.trust,
    pings: true,
    hasPage: false,
    countsAllAtOnce: false,
    endsLeftTcp: false,
    takesWideLength: true,
  },
  deno: {
    ...native,
    reportsFailure: true,
    takes: ['headers'],
    hasPage: false,
    countsBlobs: false,
    reportsDropAfterClose: false,
    checksAnswer: false,
    hasCloseEvent: false,
    takesWideLength: true,
  },
  workerd: {
    ...native,
    hasPage: false,
    countsBuffered: false,
    countsAllAtOnce: false,
    checksText: false,
    trustsTestServer: false,
  },
}

/** The facts of a platform by its name: `node-cjs` is a `node`, `firefox-worker` a `firefox`; `bun-node` has its own. */
export function factsOf(platform: string): PlatformFacts {
  const facts = families[platform] ?? families[platform.split('-')[0] ?? '']
  if (facts === undefined) throw new Error(`platforms.ts has no row for "${platform}"`)
  return facts
}
