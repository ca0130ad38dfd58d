// What a test tells the reporters.

/** What ran. */
export const ranOn = 'ran-on'
/** Why nothing ran. */
export const missingEngine = 'missing-engine'
/** What a platform did at a probe of the oracle, as JSON. */
export const oracleRecord = 'oracle-record'
