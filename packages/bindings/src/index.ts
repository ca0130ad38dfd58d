export { orphan } from './invalid.ts'
export { followLastMessage, followStatus, CLOSED, type LastMessageOptions } from './follow.ts'
export { listen } from './listen.ts'
export { heldFor, join, read, type ConnectionOptions, type Request, type Uri } from './share.ts'
