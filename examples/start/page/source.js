// Bytes that are shown; of a text, ten times as many characters.
const MOST = 32
const STRING = /'(?:\\.|[^'\\\n])*'|"[^"\n]*"/
const KEYWORD = /\b(?:const|function|if|else|new)\b|<\/?script\b|>(?=$|<|\n)/
const OWN = /\bws\b|\bWebSockets\b/
const TOKEN = new RegExp(
  `(?<string>${STRING.source})|(?<keyword>${KEYWORD.source})|(?<own>${OWN.source})`,
  'g',
)

/** A call as it stands in a source: the text is made from the very arguments that are passed. */
export function sourceOfCall({ method, args }) {
  return `ws.${method}(${args.map((arg) => sourceOf(arg)).join(', ')})`
}

/** A value as it stands in a source, so that 'text', 1000 and [] are told apart; what is long is cut. */
export function sourceOf(value) {
  if (typeof value === 'string') return quoted(value)
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength}) ${hex(value)}`
  if (ArrayBuffer.isView(value))
    return `Uint8Array.of(${cut(value).join(', ')}${value.length > MOST ? ', …' : ''})`
  if (Array.isArray(value)) return `[${value.map((item) => sourceOf(item)).join(', ')}]`
  if (value?.constructor === Object) return `{ ${entriesOf(value)} }`
  return String(value)
}

function entriesOf(object) {
  return Object.entries(object)
    .map(([key, value]) => `${key}: ${sourceOf(value)}`)
    .join(', ')
}

function quoted(text) {
  const inside = JSON.stringify(text.slice(0, 10 * MOST))
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
  return text.length > 10 * MOST ? `'${inside}…' (${text.length} characters)` : `'${inside}'`
}

function hex(buffer) {
  const bytes = cut(new Uint8Array(buffer)).map((byte) => byte.toString(16).padStart(2, '0'))
  return `${bytes.join(' ')}${buffer.byteLength > MOST ? ' …' : ''}`
}

function cut(bytes) {
  return [...bytes.subarray(0, MOST)]
}

/** Puts a source into an element, its words in colours. */
export function showSource(element, source) {
  element.replaceChildren()
  let end = 0
  for (const match of source.matchAll(TOKEN)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined)
    const word = Object.assign(document.createElement('span'), {
      className: kind,
      textContent: match[0],
    })
    element.append(source.slice(end, match.index), word)
    end = match.index + match[0].length
  }
  element.append(source.slice(end))
}

/**
 * The scripts that the page runs, as text that a page of your own can take over.
 * @param {string} lastLine what stands for the press of a button
 */
export function shownPage(lastLine) {
  const [sdk, example] = document.querySelectorAll('script.shown')
  const tag = `<script src="${sdk.getAttribute('src')}"></script>`
  return `${tag}\n<script>\n${indented(example.textContent)}\n\n  ${lastLine}\n</script>`
}

function indented(text) {
  const lines = text.replaceAll(/^\n|\s+$/g, '').split('\n')
  const margin = Math.max(0, lines[0].search(/\S/) - 2)
  return lines.map((line) => line.slice(margin)).join('\n')
}
