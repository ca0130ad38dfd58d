// The figures of the targets beside those of the peers. By hand: a dot, a line and two texts for each need no library.
/**
 * @typedef {import('../result.mjs').Result} Result
 * @typedef {import('../result.mjs').Row} Row
 * @typedef {{ title: string, unit: string, place: string, workload: string, task: RegExp, isBytes?: boolean }} Panel
 * @typedef {{ name: string, title: string, value: number, low: number, high: number }} Point
 */

const TO_WS = 'CPU time of plain ws ÷ its own: over 1 is better'
const TO_BUFFERS = 'CPU time of ws giving ArrayBuffers ÷ its own: over 1 is better'
const TO_NATIVE = 'CPU time of the page with native onmessage ÷ its own'

/** @type {Panel[]} */
const PANELS = [
  ...['10', '100', '1'].map((burst) => ({
    title: `Send, ${burst} a tick`,
    unit: TO_WS,
    place: 'node',
    workload: 'send',
    task: new RegExp(`^text 128 B, ${burst} a`),
  })),
  ...[
    { title: 'Round trip', unit: TO_WS, workload: 'round-trip', task: /^text 128 B/ },
    { title: 'Receive text', unit: TO_WS, workload: 'receive', task: /^text 128 B/ },
    { title: 'Receive binary', unit: TO_BUFFERS, workload: 'receive', task: /^binary 128 B/ },
    { title: 'Connect and close', unit: TO_WS, workload: 'connect', task: /^one/ },
  ].map((panel) => ({ ...panel, place: 'node' })),
  {
    title: 'An idle connection',
    unit: 'bytes of heap: fewer is better',
    place: 'node',
    workload: 'memory',
    task: /./,
    isBytes: true,
  },
  ...['text', 'binary'].map((kind) => ({
    title: `Chromium: receive ${kind}`,
    unit: TO_NATIVE,
    place: 'chromium',
    workload: 'receive',
    task: new RegExp(`^${kind} 128 B`),
  })),
]

const [WIDTH, MARGIN, LABELS, VALUES, LINE, HEAD] = [440, 16, 162, 54, 17, 50]
const SCALE = { left: MARGIN + LABELS, right: WIDTH - VALUES - MARGIN }
const HIDDEN = ['control']
const [OURS, THEIRS, FLOOR, PALE] = ['#c2410c', '#475569', '#94a3b8', '#cbd5e1']

/** @param {Panel} panel @param {Row[]} rows @returns {Point[]} the best first */
function pointsOf({ isBytes }, rows) {
  const points = rows
    .filter(({ name }) => !HIDDEN.includes(name))
    .flatMap(({ name, title, ratio, more, cpu }) => {
      const heap = more?.['heap']
      if (isBytes) {
        return heap === undefined ? [] : [{ name, title, value: heap, low: heap, high: heap }]
      }
      if (ratio) return [{ name, title, value: ratio.median, low: ratio.low, high: ratio.high }]
      return cpu === undefined ? [] : [{ name, title, value: 1, low: 1, high: 1 }]
    })
  return points.toSorted((a, b) => (isBytes ? a.value - b.value : b.value - a.value))
}

/** @param {Point[]} points @returns {(value: number) => number} where it is on the logarithmic scale */
function scaleOf(points) {
  const low = Math.log(Math.min(0.9, ...points.map((point) => Math.min(point.low, point.value))))
  const high = Math.log(Math.max(1.1, ...points.map((point) => Math.max(point.high, point.value))))
  const { left, right } = SCALE
  return (value) => left + ((Math.log(value) - low) / (high - low)) * (right - left)
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** @param {number} value */
const at = (value) => value.toFixed(1)

/** @param {number} value @param {boolean | undefined} isBytes */
const valueText = (value, isBytes) =>
  isBytes ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1)

/** @param {Point} point @param {(value: number) => number} scale @param {{ y: number, isBytes?: boolean }} line */
function lineOf({ name, title, value, low, high }, scale, { y, isBytes }) {
  const isOurs = name === 'wsevent'
  const color = isOurs ? OURS : name === 'raw-socket' ? FLOOR : THEIRS
  const weight = isOurs ? ' font-weight="700"' : ''
  const text = `y="${y + 4}" fill="${color}"${weight}`
  const from = isBytes ? SCALE.left : scale(low)
  const to = isBytes ? scale(value) : scale(high)
  return [
    `<text x="${MARGIN + LABELS - 8}" ${text} text-anchor="end">${escaped(title)}</text>`,
    `<path d="M${at(from)} ${y}H${at(to)}" stroke="${color}" stroke-width="${isBytes ? 5 : 2}"/>`,
    ...(isBytes ? [] : [`<circle cx="${at(scale(value))}" cy="${y}" r="4" fill="${color}"/>`]),
    `<text x="${WIDTH - MARGIN}" ${text} text-anchor="end">${valueText(value, isBytes)}</text>`,
  ].join('\n')
}

/** @param {Panel} panel @param {Row[]} rows */
function panelOf(panel, rows) {
  const points = pointsOf(panel, rows)
  const { isBytes } = panel
  const scale = isBytes ? linear(points) : scaleOf(points)
  const bottom = HEAD + points.length * LINE
  const one = at(scale(1))
  return [
    `<text x="${MARGIN}" y="18" font-size="14" font-weight="700" fill="#0f172a">${panel.title}</text>`,
    `<text x="${MARGIN}" y="34" font-size="11" fill="#64748b">${panel.unit}</text>`,
    ...(isBytes
      ? []
      : [
          `<path d="M${one} ${HEAD - 2}V${bottom - 2}" stroke="${PALE}"/>`,
          `<text x="${one}" y="${HEAD - 4}" font-size="10" fill="${FLOOR}" text-anchor="middle">1</text>`,
        ]),
    ...points.map((point, index) =>
      lineOf(point, scale, { y: HEAD + index * LINE + 7, ...(isBytes && { isBytes }) }),
    ),
  ].join('\n')
}

/** @param {Point[]} points @returns {(value: number) => number} */
function linear(points) {
  const most = Math.max(...points.map(({ value }) => value))
  return (value) => SCALE.left + (value / most) * (SCALE.right - SCALE.left)
}

/** The figures as SVG, two panels a row. @param {Result[]} results */
export function plotOf(results) {
  const panels = PANELS.flatMap((panel) => {
    const found = results.find(
      ({ place, workload, title }) =>
        place === panel.place && workload === panel.workload && panel.task.test(title),
    )
    return found ? [{ panel, rows: found.rows }] : []
  })
  const most = Math.max(0, ...panels.map(({ panel, rows }) => pointsOf(panel, rows).length))
  const height = HEAD + most * LINE + 22
  const top = 62
  const all = panels.map(({ panel, rows }, index) => {
    const [x, y] = [(index % 2) * WIDTH, top + Math.floor(index / 2) * height]
    return `<g transform="translate(${x} ${y})">\n${panelOf(panel, rows)}\n</g>`
  })
  const [width, depth] = [WIDTH * 2, top + Math.ceil(panels.length / 2) * height]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${depth}" viewBox="0 0 ${width} ${depth}" font-family="system-ui, sans-serif" font-size="12">
<rect width="${width}" height="${depth}" rx="8" fill="#fff"/>
<text x="${MARGIN}" y="28" font-size="18" font-weight="700" fill="#0f172a">wsevent beside its peers, messages of 128 bytes</text>
<text x="${MARGIN}" y="46" fill="#64748b">Dots are medians, lines the 95 % interval; the scale is logarithmic and each panel has its own; the best first.</text>
${all.join('\n')}
</svg>
`
}
