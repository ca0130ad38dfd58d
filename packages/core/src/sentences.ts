import type { ErrorCode } from './errors.ts'

const RULES: Record<string, string> = {
  port: 'an integer from 1 to 65535',
  protocols: 'a subprotocol or an array of different ones, each a token as RFC 9110 has it',
  connectTimeout: 'a number of milliseconds above 0, or Infinity',
  closeTimeout: 'a number of milliseconds above 0, or Infinity',
  signal: 'an AbortSignal',
  once: 'a boolean',
  options: 'an object',
  reconnect: 'a boolean or { attempts, minDelay, maxDelay, shouldReconnect }',
  'reconnect.attempts': 'an integer from 0, or Infinity',
  'reconnect.minDelay': 'a number of milliseconds above 0, and not above maxDelay',
  'reconnect.maxDelay': 'a number of milliseconds above 0',
  'reconnect.shouldReconnect': 'a function',
  heartbeat: '{ interval, timeout, message }',
  'heartbeat.interval': 'a number of milliseconds above 0',
  'heartbeat.timeout': 'a number of milliseconds above 0',
  'heartbeat.message':
    'a string, an ArrayBuffer or a view of one; it is required where the platform has no ping frames',
  queue: 'a boolean or { maxBytes }',
  'queue.maxBytes': 'a number of bytes above 0',
  tls: 'TLS_1_0, TLS_1_1, TLS_1_2 or TLS_1_3, and goes with wss: alone',
  headers:
    'an object of strings or arrays of strings, without CR, LF or NUL, and not one of the handshake’s own',
  agent: 'an http.Agent',
  ca: 'a string or bytes, or an array of them',
  cert: 'a string or bytes, or an array of them',
  key: 'a string or bytes, or an array of them',
  passphrase: 'a string',
  servername: 'a string',
  rejectUnauthorized: 'a boolean',
  maxPayload: 'an integer from 0 to 2147483647, in bytes; 0 is no limit',
  compression: 'a boolean',
}

const STATES: Record<string, string> = {
  connect: 'connect() works on a closed client: wait for the final ONCLOSE, or use another client.',
  send: 'send() works on an open connection: wait for ONOPEN, or ask for a queue in connect().',
  opened: 'There is no connection to wait for: call connect() first.',
  iterate: 'The messages are being iterated already: one loop at a time.',
}

const SENTENCES: Record<ErrorCode, string> = {
  ERR_INVALID_URI:
    'The URI must be one of ws:, wss:, http: or https:, absolute outside of a page, and have no fragment.',
  ERR_INVALID_OPTION: '',
  ERR_TLS_UNSUPPORTED:
    'A browser negotiates the TLS version itself: leave out "tls" here, and set the lowest version at the server.',
  ERR_OPTION_UNSUPPORTED: '',
  ERR_INVALID_STATE: '',
  ERR_INVALID_DATA:
    'send() takes a string, an ArrayBuffer, a view of one or a Blob, and no shared memory: make one of it, with JSON.stringify() for instance.',
  ERR_INVALID_CLOSE:
    'disconnect() takes a code of 1000 or 3000 to 4999 and a reason of at most 123 bytes of UTF-8.',
  ERR_INVALID_LISTENER:
    'A listener is a function, and its type is WSEVENT, ONOPEN, ONMESSAGE, ONCLOSE or ONERROR.',
  ERR_QUEUE_FULL:
    'The queue is full and the message stays yours: wait until bufferedAmount falls, or raise queue.maxBytes.',
  ERR_CONNECT_FAILED:
    'The connection was not made, and the platform does not tell why: see that the server runs and accepts this handshake.',
  ERR_CONNECTION_REFUSED: 'Nothing listens at that host and port: see that the server runs.',
  ERR_HOST_NOT_FOUND:
    'The host name has no address: see that it is spelled right, and that DNS works.',
  ERR_TLS_FAILED:
    'The TLS handshake failed: see the cause, and the options tls, ca and servername.',
  ERR_HANDSHAKE_REJECTED: 'The server answered the handshake with HTTP status ',
  ERR_BLOCKED:
    'The platform’s policy forbids this connection: use wss: from a secure page, allow the URI in connect-src, and avoid blocked ports.',
  ERR_CONNECT_TIMEOUT: 'The connection was not open within connectTimeout.',
  ERR_HEARTBEAT_TIMEOUT: 'The server gave no sign of life within heartbeat.timeout.',
  ERR_CONNECTION_LOST: 'The connection ended without a closing handshake.',
  ERR_PROTOCOL: 'The server broke the WebSocket protocol.',
  ERR_MESSAGE_TOO_BIG: 'A message, or the messages not yet read, went beyond the limit.',
  ERR_URI_PROVIDER: 'The URI function gave no usable URI: see the cause.',
  ERR_ABORTED: 'The connection was given up before it opened.',
}

/** The English of an error: what happened, and what to do. The script-tag build is made without this file. */
export function sentence(code: ErrorCode, subject: string): string {
  if (code === 'ERR_INVALID_STATE') return STATES[subject] ?? subject
  if (code === 'ERR_HANDSHAKE_REJECTED') return `${SENTENCES[code]}${subject}.`
  if (code === 'ERR_OPTION_UNSUPPORTED') return `The option ${subject}.`
  if (code !== 'ERR_INVALID_OPTION') return SENTENCES[code]
  const rule = Object.hasOwn(RULES, subject) ? RULES[subject] : undefined
  return `The option "${subject}" ${rule === undefined ? 'does not exist' : `must be ${rule}`}.`
}
