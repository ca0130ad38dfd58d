import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../feed/feed.css'
import { Feed } from './feed.jsx'

createRoot(document.querySelector('#app')).render(
  <StrictMode>
    <Feed />
  </StrictMode>,
)
