// Another copy of this package has to find it too.
const NATIVE: unique symbol = Symbol.for('wsevent.native')

type Keeper<Class> = Class & { readonly [NATIVE]?: Class }

/** The platform's class: what a class remembers as such, else the class itself. */
export function nativeOf<Class>(Given: Class): Class {
  return (Given as Keeper<Class> | undefined)?.[NATIVE] ?? Given
}

/** Makes a class remember the platform's, so that it may take its global place. */
export function keepNative<Class extends object>(Ours: Class): Class {
  const { WebSocket } = globalThis as { readonly WebSocket?: object }
  return Object.defineProperty(Ours, NATIVE, { value: nativeOf(WebSocket) })
}
