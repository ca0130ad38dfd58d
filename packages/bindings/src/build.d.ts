/** Whether error messages are sentences: a constant that rollup and vitest set, as in core. */
declare const __SENTENCES__: boolean
