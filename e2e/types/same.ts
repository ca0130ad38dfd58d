/** Whether two types are one and the same; `any` is the same as nothing but itself. */
type Same<Left, Right> =
  (<Probe>() => Probe extends Left ? 1 : 2) extends <Probe>() => Probe extends Right ? 1 : 2
    ? true
    : false

/** Compiles where `value` has exactly the type that is asked for, and nothing narrower or wider. */
export function expectType<Expected>() {
  return <Actual>(value: Actual, ..._proof: Same<Actual, Expected> extends true ? [] : [never]) =>
    value
}
