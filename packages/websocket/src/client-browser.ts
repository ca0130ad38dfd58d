import type { ConnectOptions } from '@wsevent/browser'

export { WebSockets } from '@wsevent/browser'

/** The platform sends the origin itself. */
export const withOrigin = (options: ConnectOptions): ConnectOptions => options
