import { frameOf } from './frames.mjs'

/**
 * What two of the contenders speak on top of RFC 6455.
 * @typedef {object} Protocol
 * @property {string[]} greeting what the server says first
 * @property {(data: string | Uint8Array) => Buffer} encode the frames of one message
 * @property {(text: string) => string} decode the message in a frame's text
 * @property {(text: string) => string | undefined} answer what a frame that is no message asks for
 * @property {(isBinary: boolean) => number} framesOf how many frames a client's message has
 */

// No ping falls due while the bench runs.
const SESSION = { sid: 's', upgrades: [], pingInterval: 1e9, pingTimeout: 1e9, maxPayload: 1e9 }
const GREETING = `0${JSON.stringify(SESSION)}`
const PLACEHOLDER = '451-["message",{"_placeholder":true,"num":0}]'

/** @type {Protocol} */
const plain = {
  greeting: [],
  encode: frameOf,
  decode: (text) => text,
  answer: () => undefined,
  framesOf: () => 1,
}

/** @type {Protocol} */
const engineIo = {
  greeting: [GREETING],
  encode: (data) => frameOf(typeof data === 'string' ? `4${data}` : data),
  decode: (text) => (text.startsWith('4') ? text.slice(1) : ''),
  answer: () => undefined,
  framesOf: () => 1,
}

/** @type {Protocol} */
const socketIo = {
  greeting: [GREETING],
  encode: (data) =>
    typeof data === 'string'
      ? frameOf(`42${JSON.stringify(['message', data])}`)
      : Buffer.concat([frameOf(PLACEHOLDER), frameOf(data)]),
  decode: (text) => (text.startsWith('42') ? JSON.parse(text.slice(2))[1] : ''),
  answer: (text) => (text.startsWith('40') ? '40{"sid":"s"}' : undefined),
  framesOf: (isBinary) => (isBinary ? 2 : 1),
}

/** @param {string} path of the handshake's request */
export function protocolOf(path) {
  if (path.startsWith('/engine.io')) return engineIo
  return path.startsWith('/socket.io') ? socketIo : plain
}
