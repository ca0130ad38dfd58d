import { Chat } from './chat.jsx'

export default function Page() {
  return <Chat uri={process.env.WSEVENT_URI} />
}
