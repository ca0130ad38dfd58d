const CONSTANTS = {
  WSEVENT: 'wsevent',
  ONOPEN: 'open',
  ONMESSAGE: 'message',
  ONCLOSE: 'close',
  ONERROR: 'error',
  TLS_1_0: 'TLSv1',
  TLS_1_1: 'TLSv1.1',
  TLS_1_2: 'TLSv1.2',
  TLS_1_3: 'TLSv1.3',
}

/** Every name of every entry, by the public contract; nothing else may be exported. */
export const NAMES = [
  'WebSockets',
  'WebSocketsError',
  'default',
  ...Object.keys(CONSTANTS),
].toSorted()

/** Methods and accessors of an instance. */
const MEMBERS = [
  'addEventListener',
  'bufferedAmount',
  'closed',
  'connect',
  'disconnect',
  'opened',
  'protocol',
  'readyState',
  'removeEventListener',
  'send',
  'url',
]

/**
 * What is missing or wrong in a holder of the constants: a module, the class, an instance.
 * @param {string} where
 * @param {Readonly<Record<string, unknown>>} holder
 */
export function wrongConstants(where, holder) {
  return Object.entries(CONSTANTS)
    .filter(([name, value]) => holder[name] !== value)
    .map(([name, value]) => `${where}: ${name} is ${String(holder[name])} in place of ${value}`)
}

/**
 * What is missing at the class itself, and at what it makes.
 * @param {string} where
 * @param {{ new (): object, new?: () => object }} WebSockets
 */
export function wrongClass(where, WebSockets) {
  const complaints = wrongConstants(
    `${where}, the class`,
    /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (WebSockets)),
  )
  const made = { 'new()': new WebSockets(), 'WebSockets.new()': WebSockets.new?.() }
  for (const [how, instance] of Object.entries(made)) {
    if (!(instance instanceof WebSockets)) {
      complaints.push(`${where}: ${how} makes no instance`)
      continue
    }
    complaints.push(
      ...wrongConstants(`${where}, ${how}`, /** @type {Record<string, unknown>} */ (instance)),
    )
    for (const member of MEMBERS) {
      if (!(member in instance)) complaints.push(`${where}: ${how} has no ${member}`)
    }
  }
  return complaints
}
