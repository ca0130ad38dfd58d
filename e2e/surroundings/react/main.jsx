import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Chat } from './chat.jsx'

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <Chat uri={import.meta.env.VITE_URI} />
  </StrictMode>,
)
