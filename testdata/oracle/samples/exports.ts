// Every form of the export declaration.
export * from './star'
export * as ns from './star-as'
export * as "quoted ns" from './star-as-string'
export * as default from './star-as-default'
export type * from './type-star'
export type * as TNS from './type-star-as'
export { a, b as c, default, default as d, e as default2, type F, type G as H, "i" as j, k as "l l" } from './list'
export type { M, N as O } from './type-list'
export {} from './empty'
export { p } from './attributes' with { type: "json" };
import imported, { q } from './imported'
export { imported, q as r, later, TypeLater, Both, type Both as BothType, missing }
export type { TypeLater as OnlyType }
export { type } ; export { type as as }; export { type as } from './t'; export { type as as as2 } from './t2'
export {
  s /* comment */, // one
  t as
  u,
}
const s = 1, t = 2
let type = 3, as = 4
function later() {}
interface TypeLater {}
interface Both { a: string }
const Both = 1
export const v = 1, w: Map<string, number> = new Map<string, number>(), x = (1, 2), y = [3, 4]
export let z, aa: { b: string, c: number }, bb = <T, U>(d: T, e: U) => d, cc = function <T, U = T>(f: T) {}
export var { dd, ee: ff, gg: { hh, ii: [jj, , kk = ll()] = [] }, mm = `${1}`, ...nn } = oo(), pp = 1
export const [qq, [rr], { ss }, tt = { a: 1, b: [2] }, ...[uu, vv]] = ww
export const { [computed('a,b')]: xx, 'quoted-key': yy, 12: zz } = ww
export function f1() {} export function* f2() {} export async function f3() {} export async function* f4() {}
export function overload(a: string): void
export function overload(a: number): void
export function overload(a: any) {}
export class C1 {} export class C2<T, U> extends C1 implements I1<T>, I2 { x = 1 }
export abstract class C3 { abstract a(): void }
export interface I1<T = {}> { a: T } export interface I2 {}
export type A1 = string | number
export type A2<T> = T extends (infer U)[] ? U : never
export enum E1 { a, b = 'c' } export const enum E2 { a } export declare enum E3 {} export declare const enum E4 {}
export namespace N1 { export interface A {} type B = string }
export namespace N2 { export const a = 1 } export namespace N3.Deep.Deeper { function f() {} }
export module N4 { export namespace Inner { interface A {} } } export namespace N5 {} export namespace N6 { export namespace Inner { class A {} } }
export namespace N7 { export { A }; interface A {} } export namespace N8 { import x = N1.A; } export namespace N9 { export import y = N2.a }
export declare function d1(): void; export declare class D2 {} export declare let d3: string, d4: number
export declare namespace D5 { type T = 1 } export declare abstract class D6 {}
export import alias = N2.a
export import required = require('./required')
export import type typed = require('./typed')
@decorator export class Decorated1 {}
@decorator() @another.one({ a: class {} }) export abstract class Decorated2 {}
export @decorator class Decorated3 {}
export default class NamedDefault<T> {}
declare global { interface Window { a: string } const globalConst: number; namespace NodeJS { interface A {} } }
declare module './augmented' { export interface Added { a: import('./added').Added } export { other } from './other'; const local: string }
if (s) { var inner = 1; let hidden = 2; function block() {} class Block {} }
for (const loop of y) {} for (var i = 0, n = 1; i < n; i++) {}
label: for (;;) { break label }
const fn = function named() {}, cl = class Named {}, ar = async () => {}
using res = open(); await using res2 = open()
const compare = s < t, compared = t > (s), generic = later<string, number>(), asserted = <Map<string, number>>y, last = 1
const lines = a
  , more = b, most = <T,>(x: T) => x
abstract class Abstract {} ; declare const declared: string
async function asynchronous() {}
let interfaceName = 1
type
NotAType
declare
const afterDeclare = 1
namespace
notANamespace
