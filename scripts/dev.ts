// npm run dev [-- FILTER] — builds at each change of a source, for what runs the packages, and runs the unit tests
// that the change touches.
import { x } from 'tinyexec'

const build = x('rollup', ['-c', '-w', '--silent'], {
  nodeOptions: { stdio: ['ignore', 'inherit', 'inherit'] },
})
await x('vitest', process.argv.slice(2), { nodeOptions: { stdio: 'inherit' } })
build.kill()
