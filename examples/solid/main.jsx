import { render } from 'solid-js/web'
import '../feed/feed.css'
import { Feed } from './feed.jsx'

render(() => <Feed />, document.querySelector('#app'))
