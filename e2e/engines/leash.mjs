// node leash.mjs COMMAND ARGUMENT… — runs the command in a process group of its own and ends the whole group
// when stdin closes, so that a killed test runner leaves no display, driver or browser behind.
import { spawn } from 'node:child_process'
import process, { argv, exit, stdin } from 'node:process'

const [command = '', ...parameters] = argv.slice(2)
const child = spawn(command, parameters, {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
})

function end() {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group has ended by itself.
  }
}

child.on('error', () => exit(127))
child.on('exit', (code) => {
  end()
  exit(code ?? 1)
})
stdin.on('close', end).resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
