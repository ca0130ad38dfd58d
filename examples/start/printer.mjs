const COLOURS = { open: 32, message: 36, closed: 33, error: 31 }

/** Prints events under a title, each with its time; stands in for `console` in the example. */
export function printer(out = process.stdout) {
  const start = performance.now()
  const paint = (code, text) => (usesColour(out) ? `\u001b[${code}m${text}\u001b[0m` : text)
  return {
    title: (text) => out.write(`\n  ${paint(1, text)}\n`),
    log(type, ...values) {
      const time = `${Math.round(performance.now() - start)} ms`.padStart(8)
      out.write(
        `  ${paint(2, time)}  ${paint(COLOURS[type], type.padEnd(8))} ${values.join(' ')}\n`,
      )
    },
    failure: (text) => out.write(`  ${paint(31, `failed: ${text}`)}\n`),
  }
}

function usesColour(out) {
  return out.isTTY === true && !process.env.NO_COLOR
}
