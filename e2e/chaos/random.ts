import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { mersenne } from 'pure-rand/generator/mersenne'

/** A seeded source of random numbers. A Mersenne Twister, so that neighbouring seeds differ from the first draw. */
export class Random {
  readonly #generator

  constructor(seed: number) {
    this.#generator = mersenne(seed)
  }

  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return uniformInt(this.#generator, min, max)
  }

  chance(percent: number): boolean {
    return this.integer(1, 100) <= percent
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)] as Item
  }

  /** A name, by weights that are whole numbers. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[]
    return this.pick(names.flatMap((name) => Array.from({ length: weights[name] }, () => name)))
  }

  /** Another source, so that draws in one part of a run do not shift those of another. */
  fork(): Random {
    return new Random(this.integer(0, 2 ** 32 - 1))
  }
}
