module.exports = {
  projects: [
    { displayName: 'node', testMatch: ['**/{real,kit}.test.js'] },
    // With jsdom, jest takes the part for browsers by itself.
    { displayName: 'jsdom', testEnvironment: 'jsdom' },
    {
      displayName: 'node, with the part for browsers',
      testMatch: ['**/{mock,timers,kit}.test.js'],
      moduleNameMapper: { '^wsevent$': 'wsevent/browser' },
    },
  ],
}
