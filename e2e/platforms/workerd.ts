import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Program } from '../engines/program.ts'
import type { Platform } from './platform.ts'

const VERSION = '1.20260426.1'

// Loopback is private: without a service of that name a worker reaches public addresses alone.
const CONFIGURATION = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "main", esModule = embed "main.js")],
      compatibilityDate = "2026-04-01",
    )),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`

/** The worker with all that it imports, by the conditions that Workers' own tool sets. */
async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('workerd-main.mjs', import.meta.url))],
    outfile: join(folder, 'main.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    // Else it would follow the paths of a package's tsconfig.json into its sources, and not run what ships.
    tsconfigRaw: {},
    logLevel: 'warning',
  })
}

/** workerd with the scenarios in one worker, which is asked over HTTP. */
export async function openWorkerd(): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'wsevent-workerd-'))
  await Promise.all([bundle(folder), writeFile(join(folder, 'config.capnp'), CONFIGURATION)])
  const npx = ['npx', '--prefer-offline', '-y', '-p', `workerd@${VERSION}`, '--']
  const command = ['workerd', 'serve', '--control-fd=1', join(folder, 'config.capnp')]
  const program = Program.inGroup([...npx, ...command])
  const { port } = JSON.parse(await program.firstLine()) as { readonly port: number }
  const ask = async (_action: unknown, body: unknown): Promise<unknown> => {
    const address = `http://127.0.0.1:${port}/`
    const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
    if (!response.ok) throw program.failure(await response.text())
    return response.json()
  }
  return {
    description: `workerd ${VERSION}`,
    evaluate: (action, argument) => ask(action, argument) as never,
    async close() {
      await program.end()
      await rm(folder, { recursive: true })
    },
  }
}
