/**
 * What a platform does not hide from us, and the contract therefore documents: the only file where scenarios may learn
 * that platforms differ.
 */
export interface PlatformFacts {
  /** Tells why a connection was not made: refused, no such host, the handshake's HTTP status. */
  readonly reportsFailure: boolean
  /** Follows a redirect of the handshake without telling (WebKitGTK). */
  readonly followsRedirects: boolean
  /** Takes `tls`, `headers`, `ca` and the others that only Node has. */
  readonly takesNodeOptions: boolean
  /** Reports in ONOPEN which TLS version and cipher were negotiated. */
  readonly reportsTls: boolean
  /** Refuses a certificate that nobody vouches for; the engines of the suite are started so that they take any. */
  readonly checksCertificates: boolean
  /** Has a page to resolve a relative URI against. */
  readonly hasPage: boolean
  /** Makes the test server's certificate acceptable; browsers are told at their start. */
  readonly trust: Readonly<Record<string, unknown>>
  /** Says how many bytes wait in its own buffer; WebKitGTK soon says 0, whatever waits. */
  readonly countsBuffered: boolean
  /** Counts all of what was just sent; Bun leaves out what the system took at once. */
  readonly countsAllAtOnce: boolean
  /** Counts a Blob from `send` on; Deno counts it when it has read it. */
  readonly countsBlobs: boolean
  /** Tells a reset apart from a server that breaks the protocol: Firefox and WebKitGTK give the same bare error for both. */
  readonly reportsReset: boolean
  /** Tells of the opening even where the connection breaks in the same moment; Firefox may tell of a failed attempt. */
  readonly alwaysReportsOpening: boolean
  /** Ends TCP when an attempt is given up; Firefox keeps it until a timeout of its own, 20 s. */
  readonly endsGivenUpAttempts: boolean
  /** Stops reading where the loop over the messages is slow; elsewhere 16 MiB may wait. */
  readonly canPause: boolean
  /** Ends a connection whose server closed and left TCP open by a clock of its own, since the close frame is not told. */
  readonly hidesCloseFrame: boolean
  /** Ends a connection whose server closed and left TCP open; Bun waits for the end of TCP. */
  readonly endsLeftTcp: boolean
  /** Tells a drop after its own close frame from a close without a code; Deno says 1005 for both. */
  readonly reportsDropAfterClose: boolean
  /** Verifies the handshake's answer as RFC 6455 section 4.1 has it; Deno looks at neither key nor extensions. */
  readonly checksAnswer: boolean
  /** Tells that mixed content is what it blocks; WebKitGTK gives a bare error. */
  readonly reportsMixedContent: boolean
  /** Lets an https: page connect to ws: on loopback. */
  readonly allowsMixedLoopback: boolean
  /** Takes a close frame with 1005 in it, or with one byte, for one without a code (Firefox). */
  readonly takesBadCloseFrames: boolean
  /** Takes masked frames from a server, against RFC 6455 section 5.1 (Firefox). */
  readonly takesMaskedFrames: boolean
  /** Accepts a length in more bytes than needed, against RFC 6455 section 5.2 (`ws`, Bun, Deno). */
  readonly takesWideLength: boolean
  /** Knows the closing codes that were registered after RFC 6455, 1012 to 1014; WebKitGTK ends the connection at them. */
  readonly takesLateCodes: boolean
  /** Fails a handshake whose 101 comes after a 100 or 103. */
  readonly failsInterim: Readonly<Record<string, boolean>>
}

const native: PlatformFacts = {
  reportsFailure: false,
  followsRedirects: false,
  takesNodeOptions: false,
  reportsTls: false,
  checksCertificates: false,
  hasPage: true,
  trust: {},
  countsBuffered: true,
  countsAllAtOnce: true,
  countsBlobs: true,
  reportsReset: true,
  alwaysReportsOpening: true,
  endsGivenUpAttempts: true,
  canPause: false,
  hidesCloseFrame: true,
  endsLeftTcp: true,
  reportsDropAfterClose: true,
  checksAnswer: true,
  reportsMixedContent: true,
  allowsMixedLoopback: true,
  takesBadCloseFrames: false,
  takesMaskedFrames: false,
  takesWideLength: false,
  takesLateCodes: true,
  failsInterim: { '100': false, '103': false },
}

const chromium: PlatformFacts = {
  ...native,
  failsInterim: { '100': true, '103': true },
}

const node: PlatformFacts = {
  ...native,
  reportsFailure: true,
  takesNodeOptions: true,
  reportsTls: true,
  checksCertificates: true,
  hasPage: false,
  trust: { rejectUnauthorized: false },
  canPause: true,
  hidesCloseFrame: false,
  takesWideLength: true,
}

const families: Readonly<Record<string, PlatformFacts>> = {
  node,
  chromium,
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
    hasPage: false,
    countsAllAtOnce: false,
    endsLeftTcp: false,
    takesWideLength: true,
  },
  deno: {
    ...native,
    hasPage: false,
    countsBlobs: false,
    reportsDropAfterClose: false,
    checksAnswer: false,
    takesWideLength: true,
  },
}

/** The facts of a platform by its name: `node-cjs` is a `node`, `firefox-worker` a `firefox`. */
export function factsOf(platform: string): PlatformFacts {
  const facts = families[platform.split('-')[0] ?? '']
  if (facts === undefined) throw new Error(`platforms.ts has no row for "${platform}"`)
  return facts
}
