/** @import { A, B as C } from './import-tag' */
/** @import D from './import-default' */
/** @import * as E from './import-namespace' */
/**
 * Text with {import('./in-text').A} and `@type {import('./in-ticks').A}`.
 * @param {import('./param').P} p the parameter
 * @param {Array<import('./array').A>} [q = 1] optional
 * @param {{ a: import('./object').O, b: typeof import('./typeof') }} r
 * @returns {Promise<import('./returns').R>} {import('./not-this').N}
 * @template {import('./template').T} T
 * @throws {import('./throws').E}
 * @see {import('./see').S}
 * @unknown {import('./unknown').U}
 */
export function f(p, q, r) {}
/** @typedef {import('./typedef').T} T */
/** @typedef {object} U
 * @property {import('./property').P} p
 */
/** @callback V @param {import('./callback').C} c @returns {import("./callback-returns").R} */
/** @type {import('./variable').V} */
let v = /** @type {import('./cast').C} */ (f())
/** @type {(a: import('./function').A, b?: import('./function').B) => import('./result').R} */
const w = () => {}
/* @type {import('./plain-comment').P} */
// @type {import('./line-comment').L}
class K {
  /** @type {import('./field').F} */
  a = 1
  /** @param {import('./method').M} m */
  m(m) { /** @type {import('./local').L} */ const l = m; return l }
  /** @satisfies {import('./satisfies').S} @this {import('./this').T} */
  static b = 2
}
/** @enum {import('./enum').E} */
const e = {}
/** @type {import('./multi')
 *   .Line} */
export { v }
/**
 * @import {
 *   F,
 *   G as H
 * } from './import-lines'
 */
