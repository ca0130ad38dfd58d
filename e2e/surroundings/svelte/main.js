import { mount } from 'svelte'
import Chat from './chat.svelte'

mount(Chat, { target: document.getElementById('app'), props: { uri: import.meta.env.VITE_URI } })
