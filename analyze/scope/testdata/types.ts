// Types in every place that can name one.
import type { Base } from './base';
import * as ns from './ns';

export interface Box<T extends Base = Base> { value: T; next?: Box<T>; [key: string]: unknown }
export interface Box<T> { more(this: Box<T>, x: keyof typeof table): asserts x is 'a' }
export type Pick2<T, K extends keyof T> = { readonly [P in K]-?: T[P] };
export type Unwrap<T> = T extends Promise<infer U> ? Unwrap<U> : T extends ns.Deep.Leaf<infer V>[] ? V : never;
export type Route = `/${Lowercase<Section>}/${number}`;
export type Callback = (string) => void;
export type Loaded = import('./late').Late<Base>[];
export type Big = bigint | intrinsic;
type intrinsic = 1;
type Section = 'a' | 'b';
const table = { a: 1, b: 2 };
export function isBase(x: unknown): x is Base { return typeof x === 'object'; }
export type TableKeys = keyof typeof table;
export type Keys = { [K in keyof readonly string[]]?: K };
type Both = string;
const Both = 'value';
export { Both, type Section as Part };
declare function external(x: Section): Base;
export abstract class Shape<S extends Section> {
  abstract area(): number;
  protected constructor(private readonly kind: S, public name = Both) {}
  get label(): S { return this.kind; }
  static of(kind: Section) { return kind; }
}

// Call signatures that begin a line, behind comments, too.
export interface Produce {
	/** a */
	<C>(a: C): C

	/** b */
	<R extends { a: () => void }>(
		r: R
	): R // tail
	<Q,
	 W = Q>(a: Q, b: W): W
	x: number // more
	<S extends (a: string) => void>(s: S): S
	y: Array<string>
	<T>(t: T): T;
}
export function classes(...names: (typeof undefined | boolean | string)[]): typeof undefined { return names.length > 9 ? undefined : undefined; }
export declare namespace OnlyTypes { interface I {} export {}; }
