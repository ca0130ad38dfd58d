const SENTENCES = {
  ERR_MODULE_NOT_FOUND:
    'Not everything is installed and built: run `npm run setup`. The first time, it needs the network.',
  EACCES:
    'This port may not be used by you: choose one above 1023, with `npm start -- --port 8080`.',
  EADDRNOTAVAIL: 'This machine has no 127.0.0.1: bring its loopback interface up.',
}

/** What went wrong before the page was there, and what to do about it, in a sentence. */
export function sentenceOf(error) {
  return SENTENCES[error.code] ?? error.message
}
