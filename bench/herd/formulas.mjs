/**
 * How long a client waits before retry number `retry` (1 for the first), in milliseconds; each from its documented defaults.
 * @typedef {{ name: string, delay: (retry: number, client: number, random: () => number) => number }} Formula
 */

/** What each client draws once, for the formulas that draw at start. @param {number} client */
const own = (client) => ((client * 2_654_435_761) % 4_294_967_296) / 4_294_967_296

/** @type {readonly Formula[]} */
export const peers = [
  {
    name: 'plain exponential',
    delay: (retry) => Math.min(30_000, 1000 * 2 ** (retry - 1)),
  },
  {
    name: 'reconnecting-websocket, partysocket',
    delay: (retry, client) => Math.min(10_000, (1000 + own(client) * 4000) * 1.3 ** (retry - 1)),
  },
  {
    name: 'socket.io-client',
    delay: (retry, _client, random) => Math.min(5000, 1000 * 2 ** (retry - 1) * (0.5 + random())),
  },
  {
    name: 'centrifuge',
    delay: (retry, _client, random) =>
      Math.min(20_000, 500 + random() * Math.min(20_000, 500 * 2 ** (retry - 1))),
  },
  {
    name: 'graphql-ws',
    delay: (retry, _client, random) => 1000 * 2 ** (retry - 1) + 300 + random() * 2700,
  },
]
