// Constants that rollup and vitest set; the minifier drops the code behind a false one.

/** Whether error messages are sentences; the short builds have the code, its subject and a link. */
declare const __SENTENCES__: boolean
/** Whether the build may meet a platform that can do what no browser can: pause, ping, and report on a handshake. */
declare const __NODE__: boolean
/** The version of the packages, in which the docs link is to be followed. */
declare const __VERSION__: string
