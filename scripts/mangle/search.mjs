import { deflateRawSync } from 'node:zlib'

// Single characters, the commonest in code first.
const LETTERS = 'etnriaoscludfpmhgvybxCwTEDOkASjNPFILRzMBVHUWGKJqYXZQ$_'

// Stands for a name that is looked for; no program has it.
const MARK = '\0'

// How many bytes more a step may cost, at first and at last.
const WARM = 0.4
const COLD = 0.12

/** The same numbers for the same seed (xorshift). */
function randomOf(seed) {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * below)
  }
}

/**
 * Gives a symbol another name; whom it would be taken for gets its old one. Returns what undoes that, if it can be done.
 * @param {import('./program.mjs').Symbol} symbol
 * @param {string} name
 * @param {string[]} names
 */
export function rename(symbol, name, names) {
  const old = names[symbol.at]
  const others = [...symbol.rivals].filter(({ at }) => names[at] === name)
  const mayHave = ({ taken, rivals }, wanted) =>
    !taken.has(wanted) && [...rivals].every(({ at }) => names[at] !== wanted)
  const change = (mine, theirs) => {
    names[symbol.at] = mine
    for (const { at } of others) names[at] = theirs
  }
  change(name, old)
  if (mayHave(symbol, name) && others.every((other) => mayHave(other, old)))
    return () => change(old, name)
  change(old, name)
  return undefined
}

/** The names that stand elsewhere behind or before the same text as the symbol does in one of its places. */
function namesLike({ render }, { names, orders }, { at }, random) {
  const text = render({ names: names.with(at, MARK), orders })
  const parts = text.split(MARK)
  const place = random(parts.length - 1)
  const length = 2 + random(6)
  const found = random(2)
    ? text.split(parts[place].slice(-length)).map((rest) => /^[a-z$_](?![\w$])/i.exec(rest))
    : text.split(parts[place + 1].slice(0, length)).map((rest) => /(?<![\w$])[a-z$_]$/i.exec(rest))
  return found.flatMap((match) => match ?? [])
}

/**
 * Moves an item of a group to another place; returns what undoes that.
 * @param {number[]} order
 * @param {number} from
 * @param {number} to
 */
export function move(order, from, to) {
  const shift = (start, end) => order.splice(end, 0, ...order.splice(start, 1))
  shift(from, to)
  return () => shift(to, from)
}

/**
 * The choice of a program's names and orders that deflate makes the least of, by simulated annealing: what costs a few
 * bytes is taken too at first, and less and less.
 * @param {import('./program.mjs').Program} program
 * @param {number} steps
 * @param {(bytes: number, step: number) => void} report
 * @returns {import('./program.mjs').Choice}
 */
export function search(program, steps, report = () => {}) {
  const random = randomOf(1)
  const { symbols, asIs, render } = program
  const choice = structuredClone(asIs)
  const measure = () => deflateRawSync(render(choice), { level: 9 }).length
  const wish = (symbol) => {
    const key = symbol.keys[random(3 * symbol.keys.length)]
    if (key) return typeof key === 'string' ? key : choice.names[key.at]
    const found = random(4) ? namesLike(program, choice, symbol, random) : []
    return found[random(found.length)] ?? LETTERS[random(40)]
  }
  let size = measure()
  let best = { size, choice: structuredClone(choice) }
  report(size, 0)
  for (let step = 1; step <= steps; step += 1) {
    const heat = Math.max(COLD, WARM * (1 - step / steps) ** 1.5)
    const order = choice.orders[random(5 * choice.orders.length)]
    const symbol = symbols[random(symbols.length)]
    const undo = order
      ? move(order, random(order.length), random(order.length))
      : rename(symbol, wish(symbol), choice.names)
    if (!undo) continue
    const next = measure()
    if (next <= size || random(1e9) / 1e9 < Math.exp((size - next) / heat)) size = next
    else undo()
    if (size < best.size) best = { size, choice: structuredClone(choice) }
    if (step % 10_000 === 0 || step === steps) report(best.size, step)
  }
  return best.choice
}
