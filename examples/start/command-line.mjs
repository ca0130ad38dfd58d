import { parseArgs } from 'node:util'

const DEFAULT_PORT = 8080
const DEFAULT_OUTAGE = 8
const LONGEST_OUTAGE = 3600

const HELP = `Runs the plugin's example in Node, then serves a page where a server can be killed under wsevent.

  npm start [-- options]

  --once            exit after the Node part, with status 0 on success
  --port NUMBER     port of the page (default: the PORT variable, or ${DEFAULT_PORT}); if it is taken, the next free one
  --outage SECONDS  how long the page's server stays away (default: ${DEFAULT_OUTAGE}); 0: until it is revived
  --help            show this text
`

const OPTIONS = {
  once: { type: 'boolean', default: false },
  port: { type: 'string' },
  outage: { type: 'string', default: String(DEFAULT_OUTAGE) },
  help: { type: 'boolean', short: 'h', default: false },
}

/**
 * Reads the flags. Where there is nothing to run (help, or a mistake) it tells so and gives the exit status instead.
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {{ once: boolean, port: number, outage: number } | { status: number }}
 */
export function readCommandLine(args, env) {
  try {
    const { values } = parseArgs({ args, options: OPTIONS })
    if (values.help) return tell(process.stdout, HELP, 0)
    const port =
      values.port === undefined
        ? readPort('PORT', env.PORT || DEFAULT_PORT)
        : readPort('--port', values.port)
    return { once: values.once, port, outage: readOutage(values.outage) }
  } catch (error) {
    return tell(process.stderr, `${error.message}\n\n${HELP}`, 2)
  }
}

function readPort(name, value) {
  const port = Number(value)
  if (String(value).trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65535)
    return port
  throw new RangeError(`${name} must be a whole number from 0 to 65535, but is '${value}'.`)
}

/** In milliseconds. */
function readOutage(value) {
  const seconds = Number(value)
  if (value.trim() !== '' && seconds >= 0 && seconds <= LONGEST_OUTAGE) return seconds * 1000
  throw new RangeError(`--outage must be from 0 to ${LONGEST_OUTAGE} seconds, but is '${value}'.`)
}

function tell(stream, text, status) {
  stream.write(text)
  return { status }
}
