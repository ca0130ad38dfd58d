const ADVICE: Readonly<Record<string, string>> = {
  headers: 'send a token in a subprotocol, in a cookie, or in the first message',
  agent: 'the browser uses the proxy of its own settings',
  ca: 'install the certificate authority in the browser or the system',
  cert: 'install the client certificate in the browser or the system',
  key: 'install the client certificate in the browser or the system',
  passphrase: 'install the client certificate in the browser or the system',
  servername: 'connect to the host by the name that its certificate has',
  rejectUnauthorized: 'install the certificate authority in the browser or the system',
  maxPayload: 'look at the size of each message, and disconnect',
  compression: 'the browser negotiates permessage-deflate itself: turn it on or off at the server',
}

/** How a browser does what an option of Node's does. The script-tag build is made without this file. */
export function adviceFor(name: string): string {
  return `"${name}" is for Node; in a browser, ${ADVICE[name] ?? 'there is no such thing'}`
}
