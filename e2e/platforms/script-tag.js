// The script-tag build has one global, the class with every exported name on it.
globalThis.wsevent = globalThis.WebSockets
