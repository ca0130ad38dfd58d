import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { feed } from '../feed/server.mjs'

export default defineConfig({ base: './', plugins: [react(), feed] })
