// What some platforms can do and no browser can. The script-tag build is made with abilities-short.ts in place of this
// file, and so without the code behind these names.

/** Whether there are platforms that can stop reading. */
export const CAN_PAUSE = true as boolean
/** Whether there are platforms that have ping frames, and count the bytes that come in. */
export const CAN_PING = true as boolean
/** Whether there are platforms that tell of the handshake: its status, its TLS, how long to wait. */
export const CAN_TELL = true as boolean
