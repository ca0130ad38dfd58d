// node serve.mjs NAME — a library's server, for a page; it prints where it listens.
import { listen } from './listen.mjs'

const { attach } = await import(`./servers/${process.argv[2]}.mjs`)
console.log(await listen(attach))
