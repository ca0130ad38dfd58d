import { createApp } from 'vue'
import '../feed/feed.css'
import Feed from './feed.vue'

createApp(Feed).mount('#app')
