import { WebSockets } from '../../src/index.ts'

// Fails in every way that is nobody's to hear: the process must end by itself, with status 0.
const [, , refused = '', dropped = '', rejected = ''] = process.argv

for (const uri of [refused, dropped, rejected]) {
  new WebSockets().connect(uri)
  const given = new WebSockets()
  given.connect(uri)
  given.disconnect()
}
const none = new WebSockets()
none.disconnect()
