import React from 'react'
type F = <T>(x: T) => void
type G = { <T>(x: T): void; new <T>(x: T): G; method<T>(): T; prop: <T>(y: T) => T }
interface H { <T>(x: T): void
  <U>(y: U): void; generic<T>(a: T): void, delete<T>(u: string): Promise<T> }
type Equal<X, Y> = (<T>() => T extends X ? 1 : 2) extends (<T>() => T extends Y ? 1 : 2) ? true : false
const a = <T,>(x: T) => x, b = <T extends object>(x: T) => <b>(bold)</b>, c = <const T,>(x: T) => x, d = async <T, U>(x: T, y: U) => x
const e: <T>(x: T) => void = () => {}, f = x as <T>(y: T) => void, g = x satisfies <T>(y: T) => void
function h(cb: <T>(x: T) => void = () => <i>(text: more)</i>): <T>(x: T) => T { return <div>it's (a) text</div> }
class K<T> { get<U>(a: U): U { return a } delete<U>(u: string): Promise<U> { return <K2<U>>don't</K2> as any } m = <div/>; n = <T,>() => <p/>; static o<T>() {} }
const less = a < b, more = a < b && b > (c), shift = 1 << 2, less2 = less<less, call = useState<string>('it'), inst = new Map<string, () => void>()
const el = <Foo<string> render={(x) => <b>{x}</b>} a="it's" b='"' {...rest} c=<i/> data-x aria:y />
const frag = <><A.B.C /> text {/* comment's */} <this.D>{`it's ${<b>'</b>}`}</this.D> {...list} </>
const cond = a ? <b>'</b> : <i>"</i>, and = a && <b>`</b>, ret = () => <b>/* not a comment */ // nor this</b>
const ent = <p>&apos; it's {"}"} {'{'} import './in-text' export const x = 1</p>
const type = <T extends="x">{'a'}</T>
if (a) <div>'</div>
while (b) <div/>
export default function Page() { return (
  <main onClick={() => { import('./lazy'); require('./eager') }}>
    {list.map((x) => x < 1 ? <li key={x}>{x}'s</li> : null)}
    {cond ? <Comp<typeof import('./typed')> a={1 / 2} /> : /re'gex/.test(a)}
    <Lazy load={() => import('./lazier').then(m => ({ default: m.Lazier }))} />
    text with / slash and ' quote and ` tick
  </main>
) }
export const after = <div></div>, comma = <T, U>(x: T) => x, last = 1
