import solid from 'vite-plugin-solid'
import { defineConfig } from 'vite'
import { feed } from '../feed/server.mjs'

export default defineConfig({ base: './', plugins: [solid(), feed] })
