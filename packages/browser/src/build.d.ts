// Constants that rollup and vitest set, as in core.

/** Whether error messages are sentences; the short builds have the code, its subject and a link. */
declare const __SENTENCES__: boolean
/** Whether the build may run outside of browsers: in Deno, for instance. */
declare const __NODE__: boolean
