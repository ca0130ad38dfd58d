import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { feed } from '../feed/server.mjs'

export default defineConfig({ base: './', plugins: [vue(), feed] })
