/** @typedef {{ opcode: number, payload: Buffer | undefined }} Frame */

const LONGEST_HEADER = 14

/** @param {Buffer} bytes @param {number} at */
function headerSize(bytes, at) {
  const length = bytes[at + 1] & 0x7f
  return 6 + (length === 127 ? 8 : length === 126 ? 2 : 0)
}

/** @param {Buffer} bytes @param {number} at */
function payloadSize(bytes, at) {
  const length = bytes[at + 1] & 0x7f
  if (length < 126) return length
  return length === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6)
}

/** Cuts what a client sends into its frames; payloads are skipped unseen, unless they are asked for. */
export class FrameReader {
  /** Whether the payload of the next frames is kept and unmasked. */
  isKeeping = true
  #onFrame
  /** @type {Buffer} */
  #partial = Buffer.alloc(0)
  #opcode = 0
  #left = -1
  #mask = Buffer.alloc(4)
  /** @type {Buffer[] | undefined} */
  #kept

  /** @param {(frame: Frame) => void} onFrame */
  constructor(onFrame) {
    this.#onFrame = onFrame
  }

  /** @param {Buffer} chunk */
  push(chunk) {
    const bytes = this.#partial.length > 0 ? Buffer.concat([this.#partial, chunk]) : chunk
    this.#partial = Buffer.alloc(0)
    let at = 0
    while (at < bytes.length || this.#left === 0) {
      if (this.#left < 0) {
        const room = bytes.length - at
        if (room < LONGEST_HEADER && (room < 2 || room < headerSize(bytes, at))) {
          this.#partial = bytes.subarray(at)
          return
        }
        at = this.#begin(bytes, at)
      }
      const taken = Math.min(this.#left, bytes.length - at)
      this.#kept?.push(bytes.subarray(at, at + taken))
      at += taken
      this.#left -= taken
      if (this.#left > 0) return
      this.#end()
    }
  }

  /** @param {Buffer} bytes @param {number} at */
  #begin(bytes, at) {
    const end = at + headerSize(bytes, at)
    this.#opcode = bytes[at] & 0x0f
    this.#left = payloadSize(bytes, at)
    if (this.isKeeping) {
      this.#kept = []
      bytes.copy(this.#mask, 0, end - 4, end)
    }
    return end
  }

  #end() {
    const payload = this.#kept && Buffer.concat(this.#kept)
    payload?.forEach((byte, index) => {
      payload[index] = byte ^ this.#mask[index & 3]
    })
    this.#kept = undefined
    this.#left = -1
    this.#onFrame({ opcode: this.#opcode, payload })
  }
}
