import { readFile } from 'node:fs/promises'
import { compileFunction } from 'node:vm'
import { transform } from 'esbuild'
import * as vue from 'vue'
import { compileScript, parse } from 'vue/compiler-sfc'
import * as wsevent from 'wsevent'
import * as binding from '../src/index.ts'

/** A single-file component, as a bundler compiles it. */
export async function load(file: string): Promise<vue.Component> {
  const { descriptor } = parse(await readFile(file, 'utf8'))
  const { content } = compileScript(descriptor, { id: file, inlineTemplate: true })
  const { code } = await transform(content, { loader: 'ts', format: 'cjs' })
  const module = { exports: {} as { default: vue.Component } }
  const imports: Readonly<Record<string, unknown>> = { vue, wsevent, '@wsevent/vue': binding }
  const run = compileFunction(code, ['require', 'module']) as (
    require: (name: string) => unknown,
    target: object,
  ) => void
  run((name) => imports[name], module)
  return module.exports.default
}
