interface Interface {
  readonly prototype: object
}

type Constants = Readonly<Record<string, number>>

/** Gives a class the properties that Web IDL asks of an interface. */
export function expose(
  Class: Interface,
  name: string,
  length: number,
  constants: Constants = {},
): void {
  const { prototype } = Class
  const members = Object.getOwnPropertyDescriptors(prototype)
  for (const [member, descriptor] of Object.entries(members)) {
    if (member === 'constructor') continue
    Object.defineProperty(prototype, member, { ...descriptor, enumerable: true })
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true })
  identify(Class, name, length)
  exposeConstants(Class, constants)
}

/** Gives a class or a method its name, which a bundler may have changed, and the number of arguments that it requires. */
export function identify(Class: object, name: string, length: number): void {
  Object.defineProperty(Class, 'name', { value: name, configurable: true })
  Object.defineProperty(Class, 'length', { value: length, configurable: true })
}

/** A constant of an interface is on its class and on its prototype, and cannot be changed. */
function exposeConstants(Class: Interface, constants: Constants): void {
  for (const [name, value] of Object.entries(constants)) {
    const descriptor = { value, enumerable: true }
    Object.defineProperty(Class, name, descriptor)
    Object.defineProperty(Class.prototype, name, descriptor)
  }
}

/** @throws TypeError if there are too few arguments */
export function requireArguments(given: ArrayLike<unknown>, least: number): void {
  if (given.length < least)
    throw new TypeError(`${least} argument required, but only ${given.length} present.`)
}

/** An `unsigned short` with [Clamp]; half a unit goes to the even neighbour. @throws TypeError for a symbol or a BigInt */
export function clamp(value: unknown): number {
  const number = Math.min(Math.max(value as number, 0), 65_535) || 0
  const rounded = Math.round(number)
  return number % 1 === 0.5 && rounded % 2 ? rounded - 1 : rounded
}

/** An `unsigned short`, modulo 2^16. @throws TypeError for a symbol or a BigInt */
export function toUnsignedShort(value: unknown): number {
  return Math.trunc(value as number) & 0xffff
}

/** @throws TypeError for a symbol */
export function toText(value: unknown): string {
  return ''.concat(value as string)
}
