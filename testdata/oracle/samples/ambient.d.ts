/// <reference path="./referenced.d.ts" />
/// <reference types="node" />
///<reference path='../other.d.ts'/>
/// <reference lib="es2020" path="./not-a-path.d.ts" />
/* a comment */
/// <reference   path = "./spaced.d.ts"   />
// <reference path="./two-slashes.d.ts" />
declare module 'shorthand'
declare module "*.svg" { const url: string; export default url }
declare module 'implicit' {
  import type { A } from 'a'
  import B = require('b')
  const c: A, d: typeof import('d').D
  function e(): void
  namespace f { const g: number }
  interface H { i: import('./j')['k'] }
}
declare module 'explicit' { const hidden: string; export const shown: string; export {} }
declare module 'default-only' { export default function f(): void; const shown: string }
declare module 'assigned' { function f(): void; namespace f { const a: 1 } export = f }
declare module 'starred' { export * from 'a'; export * as b from 'b'; const hidden: 1 }
declare module 'listed' { const a: 1; export { a as b, type c } from 'c'; export { a } }
declare const global1: string, global2: import('./types').Two<string>, { global3 }: any
declare namespace Outer.Inner { interface A {} }
declare namespace Valued { var a: number }
declare namespace Aliased { export { Other as Name } }
declare namespace Other { const a: 1 }
declare function fn<T>(a: T, b: import('./types')): asserts a is import('./types').Three
interface Global { (a: string): import('./types').Four; new <T>(a: T): Global; readonly [key: string]: any }
type Alias = import('./bare') | typeof import('./bare-typeof') | import('./attributes', { with: { 'resolution-mode': 'import' } }).Five
declare class Klass { constructor(a: string); import(id: string): void; require(id: string): any; export: number; static type: string }
/// <reference path="./too-late.d.ts" />
