import { parse } from '@babel/parser'
import babel from '@babel/traverse'

const traverse = babel.default ?? babel

/**
 * What may have another name: a variable, a private member, or a property that the minifier shortened.
 * @typedef {object} Symbol
 * @property {number} at its place among the symbols
 * @property {string} name as the minifier chose it
 * @property {Set<string>} taken names that it may not have
 * @property {Set<Symbol>} rivals those that may not have the same name
 * @property {(string | Symbol)[]} keys of properties whose value it is
 *
 * A name for each symbol, and for each group the numbers of its items in their order.
 * @typedef {{ names: string[], orders: number[][] }} Choice
 *
 * @typedef {object} Program
 * @property {Symbol[]} symbols
 * @property {Choice} asIs
 * @property {(choice: Choice) => string} render
 */

/**
 * A minified program as what may be chosen anew without changing what it does: the names of its symbols, the order of
 * a class's methods, and that of a pattern's keys.
 * @param {string} code
 * @returns {Program}
 */
export function programOf(code) {
  const ast = parse(code, { sourceType: 'unambiguous' })
  const symbols = []
  // By where an identifier starts: its symbol.
  const symbolAt = new Map()
  // By where a property starts: one whose value is a variable, so that key and value may be written once.
  const pairAt = new Map()
  const groupAt = new Map()

  const add = (name, taken) => {
    const symbol = { at: symbols.length, name, taken, rivals: new Set(), keys: [] }
    symbols.push(symbol)
    return symbol
  }
  addVariables(ast, add, symbolAt)
  addPrivateNames(ast, add, symbolAt)
  addProperties(ast, add, symbolAt, pairAt)
  addGroups(ast, groupAt)
  const pieces = piecesOf({ code, symbolAt, pairAt, groupAt }, 0, code.length)
  const groups = [...groupAt.values()]
  groups.forEach((group, at) => Object.assign(group, { at }))
  return {
    symbols,
    asIs: {
      names: symbols.map(({ name }) => name),
      orders: groups.map(({ items }) => items.map((_, at) => at)),
    },
    render: (choice) => render(pieces, choice),
  }
}

/** No two of these may have the same name. */
function separate(symbols) {
  for (const symbol of symbols)
    for (const other of symbols) if (other !== symbol) symbol.rivals.add(other)
}

function addVariables(ast, add, symbolAt) {
  const symbolOf = new Map()
  // By scope: what is declared in it, or seen through it.
  const seenIn = new Map()
  const globals = new Set()
  const see = (scope, symbol) => seenIn.set(scope, (seenIn.get(scope) ?? new Set()).add(symbol))
  traverse(ast, {
    Program({ scope, node }) {
      for (const name of Object.keys(scope.globals)) globals.add(name)
      // A script's own are global.
      if (node.sourceType === 'script')
        for (const name of Object.keys(scope.bindings)) globals.add(name)
      for (const { specifiers = [] } of node.body)
        for (const { local, exported } of specifiers)
          if (local.start === exported?.start) globals.add(local.name)
    },
    Scope({ scope }) {
      for (const [name, binding] of Object.entries(scope.bindings)) {
        if (globals.has(name) || symbolOf.has(binding)) continue
        const symbol = add(name, globals)
        symbolOf.set(binding, symbol)
        symbolAt.set(binding.identifier.start, symbol)
        see(scope, symbol)
        for (const path of [...binding.referencePaths, ...binding.constantViolations]) {
          for (const start of startsOf(path, name)) symbolAt.set(start, symbol)
          for (let inner = path.scope; inner && inner !== scope; inner = inner.parent)
            see(inner, symbol)
        }
      }
    },
  })
  for (const symbolsOfScope of seenIn.values()) separate([...symbolsOfScope])
}

/** Where a variable stands in what reads or writes it. */
function startsOf(path, name) {
  if (path.isIdentifier()) return [path.node.start]
  const target = path.node.argument ?? path.node.left ?? path.node.id
  const found = []
  const look = (node) => {
    if (node?.type === 'Identifier' && node.name === name) found.push(node.start)
    else if (node?.type === 'AssignmentPattern') look(node.left)
    else
      for (const part of node?.properties ?? node?.elements ?? [])
        look(part?.value ?? part?.argument ?? part)
  }
  look(target)
  if (found.length === 0) throw new Error(`Where does ${path.type} write ${name}?`)
  return found
}

function addPrivateNames(ast, add, symbolAt) {
  traverse(ast, {
    Class(path) {
      const symbolOf = new Map()
      path.traverse({
        PrivateName(inner) {
          if (inner.findParent((parent) => parent.isClass()) !== path) return
          const { name, start } = inner.node.id
          if (!symbolOf.has(name)) symbolOf.set(name, add(name, new Set()))
          symbolAt.set(start, symbolOf.get(name))
        },
      })
      separate([...symbolOf.values()])
    },
  })
}

function addProperties(ast, add, symbolAt, pairAt) {
  const others = new Set()
  const symbolOf = new Map()
  // The minifier gives one letter to what is ours; nothing of a platform's has so short a name.
  const symbolOfKey = ({ name }) => {
    if (name.length > 1) {
      others.add(name)
      return undefined
    }
    if (!symbolOf.has(name)) symbolOf.set(name, add(name, others))
    return symbolOf.get(name)
  }
  const mark = (key, isComputed) => {
    if (isComputed || key.type !== 'Identifier') return
    const symbol = symbolOfKey(key)
    if (symbol) symbolAt.set(key.start, symbol)
  }
  traverse(ast, {
    'MemberExpression|OptionalMemberExpression': ({ node }) => mark(node.property, node.computed),
    'ClassMethod|ClassProperty|ObjectMethod': ({ node }) => mark(node.key, node.computed),
    ObjectProperty({ node }) {
      const { key, computed } = node
      const value = node.value.type === 'AssignmentPattern' ? node.value.left : node.value
      const variable = value.type === 'Identifier' && symbolAt.get(value.start)
      if (computed || !variable || key.type !== 'Identifier' || key.name === '__proto__')
        return mark(key, computed || node.shorthand)
      const pair = { key: symbolOfKey(key) ?? key.name, variable, end: value.end }
      pairAt.set(node.start, pair)
      if (typeof pair.key !== 'string' || isVariableName(pair.key)) variable.keys.push(pair.key)
    },
  })
  separate([...symbolOf.values()])
}

/** Whether a variable may have a key's name: a key may also be a word of the language. */
function isVariableName(key) {
  try {
    return Boolean(parse(`let ${key}`, { sourceType: 'module' }))
  } catch {
    return false
  }
}

function addGroups(ast, groupAt) {
  const addGroup = (nodes, separator) => {
    if (nodes.length < 2) return
    const items = nodes.map(({ start, end }) => ({ start, end }))
    groupAt.set(items[0].start, { items, separator })
  }
  traverse(ast, {
    ClassBody({ node }) {
      let methods = []
      for (const member of [...node.body, undefined]) {
        if (/^Class(Private)?Method$/.test(member?.type)) methods.push(member)
        else {
          addGroup(methods, '')
          methods = []
        }
      }
    },
    ObjectPattern({ node: { properties } }) {
      if (properties.every(({ value, computed }) => value?.type === 'Identifier' && !computed))
        addGroup(properties, ',')
    },
  })
}

/** A stretch of code, cut where something may be chosen. */
function piecesOf(places, start, end, within) {
  const { code, symbolAt, pairAt, groupAt } = places
  const pieces = []
  let done = start
  const put = (at, next, piece) => {
    pieces.push(code.slice(done, at), piece)
    done = next
    return next
  }
  for (let at = start; at < end;) {
    const group = groupAt.get(at)
    const pair = pairAt.get(at)
    const symbol = symbolAt.get(at)
    if (group && group !== within) {
      const parts = group.items.map((item) => piecesOf(places, item.start, item.end, group))
      at = put(at, group.items.at(-1).end, { group, parts })
    } else if (pair) at = put(at, pair.end, pair)
    else if (symbol) at = put(at, at + symbol.name.length, symbol)
    else at += 1
  }
  return [...pieces, code.slice(done, end)]
}

function render(pieces, choice) {
  const { names, orders } = choice
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else if (piece.group) {
      const { at, separator } = piece.group
      text += orders[at].map((item) => render(piece.parts[item], choice)).join(separator)
    } else if (piece.variable) {
      const key = typeof piece.key === 'string' ? piece.key : names[piece.key.at]
      const name = names[piece.variable.at]
      text += key === name ? name : `${key}:${name}`
    } else text += names[piece.at]
  }
  return text
}
