import webpack from 'webpack'

// ws tries these two, and does without: they must fail to load, not be empty modules.
const plugins = [new webpack.IgnorePlugin({ resourceRegExp: /^(bufferutil|utf-8-validate)$/ })]

const common = {
  target: 'node',
  mode: 'production',
  entry: './main.js',
  optimization: { minimize: false },
  plugins,
}

export default [
  { ...common, output: { filename: 'main.cjs' } },
  {
    ...common,
    output: { filename: 'main.mjs', module: true },
    experiments: { outputModule: true },
  },
]
