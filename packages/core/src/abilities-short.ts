/** No browser can stop reading. */
export const CAN_PAUSE = false as boolean
/** No browser has ping frames for a page, or counts the bytes that come in. */
export const CAN_PING = false as boolean
/** No browser tells of the handshake. */
export const CAN_TELL = false as boolean
