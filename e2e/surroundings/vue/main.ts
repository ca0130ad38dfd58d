import { createApp } from 'vue'
import Chat from './chat.vue'

createApp(Chat, { uri: import.meta.env['VITE_URI'] }).mount('#app')
