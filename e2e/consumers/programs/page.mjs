// node page.mjs SCRIPT… — a page that loads classic scripts: no global of Node's is in sight.
import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'

const page = createContext({
  TextEncoder,
  URL,
  clearInterval,
  clearTimeout,
  consumer: { uri: 'ws://page.example/chat', report: (seen) => console.log(JSON.stringify(seen)) },
  performance,
  queueMicrotask,
  setInterval,
  setTimeout,
})
for (const file of process.argv.slice(2)) runInContext(readFileSync(file, 'utf8'), page, file)
