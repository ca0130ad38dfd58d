import { Memory, writeFrame } from './frame.ts'

/** The most bytes that one system call is given. */
export const LARGEST_BLOCK = 65_536
// What the first block of a quiet connection has.
const SMALLEST_BLOCK = 512

// One slab for the whole process, lent to one block at a time; blocks that are open in the same tick bring memory of
// their own.
let slab = new Memory(Buffer.alloc(0))
let slabUsed = 0
let isLent = false

/** Where the frames of one burst lie, one behind the other. See docs/decisions/0007. */
export class Block {
  // Undefined between bursts.
  #memory: Memory | undefined
  // The part of the memory that is in use.
  #start = 0
  #end = 0
  #isBorrowed = false
  // Bytes: as many as the last block took.
  #expected = SMALLEST_BLOCK

  get isOpen(): boolean {
    return this.#memory !== undefined
  }

  /** Bytes in use. */
  get size(): number {
    return this.#end - this.#start
  }

  hasRoom(bytes: number): boolean {
    return this.#memory !== undefined && this.#end + bytes <= this.#memory.bytes.length
  }

  /** Opens with room for `bytes` at least; `isNext` if the same burst has filled a block already. */
  open(bytes: number, isNext: boolean): void {
    const size = Math.max(bytes, this.#expected)
    this.#isBorrowed = !isLent && size <= LARGEST_BLOCK
    if (this.#isBorrowed) {
      if (slabUsed + size > slab.bytes.length) {
        slab = new Memory(Buffer.allocUnsafeSlow(LARGEST_BLOCK))
        slabUsed = 0
      }
      isLent = true
      this.#memory = slab
      this.#start = slabUsed
    } else {
      const length = isNext ? Math.max(bytes, LARGEST_BLOCK) : size
      this.#memory = new Memory(Buffer.allocUnsafe(length))
      this.#start = 0
    }
    this.#end = this.#start
  }

  /** Appends a message as one frame. */
  append(data: string | Uint8Array, size: number): void {
    this.#end = writeFrame(this.#memory as Memory, this.#end, data, size)
  }

  /** Closes, and gives the bytes. */
  take(): Buffer {
    const bytes = (this.#memory as Memory).bytes.subarray(this.#start, this.#end)
    this.#memory = undefined
    this.#expected = Math.min(bytes.length, LARGEST_BLOCK)
    if (this.#isBorrowed) {
      isLent = false
      // On a multiple of eight, so that masking by words starts with a whole one.
      slabUsed = (this.#end + 7) & ~7
    }
    return bytes
  }
}
