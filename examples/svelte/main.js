import { mount } from 'svelte'
import '../feed/feed.css'
import Feed from './feed.svelte'

mount(Feed, { target: document.querySelector('#app') })
