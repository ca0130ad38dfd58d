import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { feed } from '../feed/server.mjs'

export default defineConfig({ base: './', plugins: [svelte(), feed] })
