import { element } from './element.js'

const OPTIONS = {
  reconnect: '{ minDelay: 400, maxDelay: 3000 }',
  heartbeat: "{\n    message: 'ping', interval: 1000, timeout: 1000,\n  }",
  queue: 'true',
}
const TOKEN = new RegExp(
  [
    /(?<comment>\/\/.*)/,
    /(?<string>'[^'\n]*')/,
    /(?<keyword>\b(?:import|export|from|const|function|if|else|true)\b)/,
    /(?<own>\bws\b|\bWebSockets\b)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** The program for these switches: the page shows this text and runs it. */
export function codeOf(switches, uri) {
  const options = Object.entries(OPTIONS).filter(([name]) => switches[name])
  const lines = [['connectTimeout', '2000'], ...options].map(
    ([name, value]) => `  ${name}: ${value},`,
  )
  return `import { WebSockets } from 'wsevent'

export const ws = WebSockets.new()
const uri = '${uri}'

ws.addEventListener(ws.WSEVENT, (event) => {
  console.log(event.type, event)
})
ws.connect(uri, {
${lines.join('\n')}
})
// The page calls ws.send() four times a second.
`
}

/** Runs a program as the module that it is; gives what it exports. */
export async function runCode(source) {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  try {
    return await import(address)
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** Puts a source into an element, its words in colours. */
export function showCode(target, source) {
  const parts = []
  let end = 0
  for (const match of source.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined)
    parts.push(source.slice(end, match.index))
    parts.push(element('span', { className: kind, textContent: match[0] }))
    end = match.index + match[0].length
  }
  target.replaceChildren(...parts, source.slice(end))
}
