export type Listener = (value: string) => void
export type Cb = () => void
class AfterVoid {}
export type Obj = { a: string; b(): void }
export function afterObj() {}
export const satisfied = { a: 1 } satisfies Record<`a/${string}`, A | B>, behind = 2
export const call = f<A, (b: B) => C>(1), index = a[b < c ? 1 : 2], un = a! / b! / 1, opt = a?.<string>('x'), tail = 3
export let definite!: Map<string, Set<number>>, optional: A extends B ? C : D, tuple: [a: A, b?: B, ...c: C[]], end = 4
export const assertion = <T, U>(x: T): x is U => true, ctor: new <T, U>(a: T) => U = X, abs: abstract new () => void, fin = 5
export declare const u: unique symbol, v: typeof w.x<string, number>, y: `${A}, ${B}`, z: -1 | 2n
type Mapped = { readonly [K in keyof T as `get${K}`]-?: T[K] } ; type Cond<T> = T extends { a: infer U extends string } ? U : never
export enum Members { import = 'x', export = 2, type, a = 1 << 2, 'quoted' }
export interface Fn { import(id: string): void; export: string; type: number; (a: string): void; new (a: string): Fn; get a(): string; set a(v) }
namespace Ambient { export declare const a: string; declare function f(): void } namespace OnlyTypes { export type A = 1; export interface B {} ; export import C = X.Y }
let module = 1, namespace = 2, type = 3, declare = 4, abstract = 5, global = 6, async = 7, of = 8, get = 9
module.exports; namespace
type = 3; declare.x; abstract; global.y = 1; async (x); async
function afterAsync() {}
declare module Old.Style { const a: 1 }
