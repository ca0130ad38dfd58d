// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises'
import { compileFunction } from 'node:vm'
import { transform } from 'esbuild'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as vue from 'vue'
import { compileScript, parse } from 'vue/compiler-sfc'
import { redirect } from '../../bindings/test/redirect.ts'
import { Server } from '../../bindings/test/server.ts'
import * as binding from '../src/index.ts'

/** A single-file component, as a bundler compiles it. */
async function load(file: string): Promise<vue.Component> {
  const { descriptor } = parse(await readFile(file, 'utf8'))
  const { content } = compileScript(descriptor, { id: file, inlineTemplate: true })
  const { code } = await transform(content, { loader: 'ts', format: 'cjs' })
  const module = { exports: {} as { default: vue.Component } }
  const imports: Readonly<Record<string, unknown>> = { vue, '@wsevent/vue': binding }
  const run = compileFunction(code, ['require', 'module']) as (
    require: (name: string) => unknown,
    target: object,
  ) => void
  run((name) => imports[name], module)
  return module.exports.default
}

test('the example of README connects, sends, and shows what comes', async () => {
  const server = await Server.start()
  redirect(server.url)
  const element = document.createElement('div')
  const app = vue.createApp(await load('packages/vue/test/chat.vue'), { room: 'a' })
  app.mount(element)
  onTestFinished(() => app.unmount())
  await vi.waitFor(() => expect(element.textContent).toBe('onlineSend'))
  expect(server.paths).toEqual(['/a'])
  const sent = new Promise((resolve) => {
    server.sockets[0]?.once('message', (data) => resolve(String(data)))
  })
  element.querySelector('button')?.click()
  expect(await sent).toBe('hello')
  server.send('one', 'two')
  await vi.waitFor(() => expect(element.textContent).toBe('onlineSendonetwo'))
  vi.restoreAllMocks()
})
