module.exports = {
  preset: '@react-native/jest-preset',
  setupFiles: ['./phone.js'],
  // The preset's own, for pnpm's folders.
  transformIgnorePatterns: [
    String.raw`node_modules/(?!(\.pnpm/)?((jest-)?react-native|@react-native(-community)?))`,
  ],
}
