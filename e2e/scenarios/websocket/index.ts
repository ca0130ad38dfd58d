import './interface.ts'
import './constructor.ts'
import './connection.ts'
import './messages.ts'
import './close.ts'
import './events.ts'
import './options.ts'

export { standardFacts } from './sockets.ts'
