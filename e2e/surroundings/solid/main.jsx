import { render } from 'solid-js/web'
import { Chat } from './chat.jsx'

render(() => <Chat uri={import.meta.env.VITE_URI} />, document.getElementById('app'))
