import { WebSockets } from '../../src/index.ts'

// Fails in every way that nobody listens to: the process must end by itself, with status 0.
for (const uri of process.argv.slice(2)) {
  new WebSockets().connect(uri)
  const abandoned = new WebSockets()
  abandoned.connect(uri)
  abandoned.disconnect()
}
new WebSockets().disconnect()
