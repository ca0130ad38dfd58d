function hold(isTrue: boolean, what: string, message = ''): void {
  if (!isTrue) throw new Error(message ? `${message}: ${what}` : what)
}

const shown = (value: unknown): string => {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

// The names that DOMException had as constants.
const LEGACY: Readonly<Record<string, string>> = {
  SYNTAX_ERR: 'SyntaxError',
  INVALID_STATE_ERR: 'InvalidStateError',
  INVALID_ACCESS_ERR: 'InvalidAccessError',
  SECURITY_ERR: 'SecurityError',
}

function thrownBy(act: () => unknown, message?: string): { name?: unknown; constructor?: unknown } {
  try {
    act()
  } catch (error) {
    return error as object
  }
  throw new Error(`${message ?? ''} did not throw`)
}

/** The assertions by the names that the tests use. */
export const assertions = {
  assert_true: (value: unknown, message?: string): void =>
    hold(value === true, `expected true, got ${shown(value)}`, message),
  assert_false: (value: unknown, message?: string): void =>
    hold(value === false, `expected false, got ${shown(value)}`, message),
  assert_equals: (value: unknown, expected: unknown, message?: string): void =>
    hold(Object.is(value, expected), `expected ${shown(expected)}, got ${shown(value)}`, message),
  assert_not_equals: (value: unknown, other: unknown, message?: string): void =>
    hold(!Object.is(value, other), `got ${shown(value)}`, message),
  assert_greater_than: (value: number, other: number, message?: string): void =>
    hold(value > other, `${value} is not greater than ${other}`, message),
  assert_greater_than_equal: (value: number, other: number, message?: string): void =>
    hold(value >= other, `${value} is less than ${other}`, message),
  assert_less_than: (value: number, other: number, message?: string): void =>
    hold(value < other, `${value} is not less than ${other}`, message),
  assert_unreached: (message?: string): void => hold(false, 'reached', message),
  assert_throws_dom: (type: string, act: () => unknown, message?: string): void => {
    const { name, constructor } = thrownBy(act, message)
    hold(name === (LEGACY[type] ?? type), `threw ${shown(name)}, not ${type}`, message)
    hold(constructor === DOMException, 'threw no DOMException', message)
  },
  assert_throws_js: (type: ErrorConstructor, act: () => unknown, message?: string): void => {
    const { name, constructor } = thrownBy(act, message)
    hold(constructor === type, `threw ${shown(name)}, not ${type.name}`, message)
  },
}
