import type { Behaviours } from '../handshake.ts'
import { closes } from './closes.ts'
import { handshakes } from './handshakes.ts'
import { hostile } from './hostile.ts'
import { messages } from './messages.ts'
import { streams } from './streams.ts'
import { traffic } from './traffic.ts'

export const behaviours: Behaviours = {
  ...messages,
  ...streams,
  ...closes,
  ...handshakes,
  ...hostile,
  '/traffic': traffic,
}
