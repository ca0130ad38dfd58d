import { runInThisContext } from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { programOf, type Symbol as MangledSymbol } from './program.mjs'
import { move, rename, search } from './search.mjs'

function oneLine(text: string): string {
  return text.replaceAll('\n', '')
}

// As a minifier leaves it: names that hide others, that stand in patterns, that a key and its value share; private ones.
const CODE = oneLine(`(()=>{let a=1,b=[];
function c(a){let b=a+1;{let a=b*2;b+=a}return b}
class d{#e=0;#f;static g(e){return new d(e)}constructor(e){this.#f=e}#h(e){return this.#e+=e}
i(e){let{j:a=5,k:b,length:c}=e;return this.#h(a)+this.#f+b+c}get l(){return this.#e}
m({k:e,...a}){let{length:b,j:c}=a;return[e,b,c]}}
class e extends d{#e=7;#f(){return this.#e}n(){return super.l+this.#f()}}
for(let[a,c]of Object.entries({one:1,two:2}))b.push(a+c);
try{null.a}catch(a){b.push(typeof a)}
[a,...b]=[a+1,...b];let f=e.g(1);f=new e(2);for(var g=0;g<3;g++)a+=g;
let h={j:3,k:a,length:4},i={a,b};({k:a}={k:a+1});
return[a,b,c(3),f.i(h),f.l,f.m(h),f.n(),Object.values(i),typeof Error]})()`)

const NAMES = 'abcdefghijklm'

const run = (text: string): unknown => runInThisContext(text)

it('keeps what the program does, whatever is chosen', () => {
  const program = programOf(CODE)
  const expected = run(CODE)
  expect(program.render(program.asIs)).toBe(CODE)
  const number = fc.nat({ max: 999 })
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number), { maxLength: 200 }), (steps) => {
      const { names, orders } = structuredClone(program.asIs)
      for (const [which, from, to] of steps) {
        const symbol = program.symbols[which % program.symbols.length] as MangledSymbol
        const order = orders[which % orders.length] as number[]
        rename(symbol, NAMES.charAt(from % NAMES.length), names)
        move(order, from % order.length, to % order.length)
      }
      expect(run(program.render({ names, orders }))).toEqual(expected)
    }),
  )
})

it('takes back what did not pay', () => {
  const program = programOf(CODE)
  const { names, orders } = structuredClone(program.asIs)
  for (const symbol of program.symbols) for (const name of NAMES) rename(symbol, name, names)?.()
  for (const order of orders) move(order, 0, order.length - 1)()
  expect({ names, orders }).toEqual(program.asIs)
})

it('makes one word of a key and the variable of its name', () => {
  const program = programOf('(({size:a})=>a)')
  expect(program.render({ ...program.asIs, names: ['size'] })).toBe('(({size})=>size)')
})

it('names no variable with a word of the language', () => {
  const { symbols } = programOf('(({default:a,await:b,eval:c,size:d})=>a+b+c+d)')
  expect(symbols.map(({ keys }) => keys)).toEqual([[], [], [], ['size']])
})

it('leaves alone what others see', () => {
  const program = programOf('let WebSockets=a=>a;export{WebSockets,WebSockets as default}')
  expect(program.symbols.map(({ name }) => name)).toEqual(['a'])
  expect(programOf('var WebSockets=1').symbols).toEqual([])
})

it('finds the same choice again, and a smaller one than it was given', () => {
  const program = programOf(CODE)
  const sizes: number[] = []
  const choice = search(program, 500, (bytes) => sizes.push(bytes))
  expect(search(program, 500)).toEqual(choice)
  expect(run(program.render(choice))).toEqual(run(CODE))
  expect(sizes.at(-1)).toBeLessThan(sizes[0] ?? 0)
})
