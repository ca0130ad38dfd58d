// What a page does with the inspector; inspector.spec.ts runs it in the engines.
export { audit } from './audit.ts'
export { followWorker } from './follow-worker.ts'
export { flood } from './flood.ts'
export { choose, commands, converse, openLate, plugIn, replay, search } from './page.ts'
export { inspectSocket } from './socket.ts'
