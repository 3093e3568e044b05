#!/usr/bin/env node
'use strict';
// A licence.

/** Belongs to a. */
export const a = 1, { b, c: [d = a] } = source(); // behind

// Detached.

// Attached to run.
export async function run(x = a, { y } = { y: x }) {
  const a = y;
  var hoisted = a;
  label: for (const z of [a]) { if (z) continue label; }
  try { await other(a); } catch ({ message }) { console.log(message, hoisted); }
  return { a, b, source };
}
function source() { return { b: 2, c: [3] }; }
function over(x: string): void;
function over(x: number): void;
function over(x: unknown) { counter += Number(x); }
export let counter = 0;
counter++;
over(counter);
enum Colour { Red, Green = Red << 1, Blue = outside }
const enum Flat { One = 1 }
declare const outside: number;
namespace Space { export const inner = a; export function use() { return inner + Colour.Red; } }
export { run as go, over, Space };
const late = () => early; const early = late;
export const maker = class Named { static made = new Named(); other = Named; #x = late; has(o: object) { return #x in o; } };
export default maker;
async function other(x: unknown) { for await (const y of [x]) yieldIt(y); }
const yieldIt = (x: unknown) => x, arrow = <T,>(x: T) => x satisfies T;
({ a: counter } = { a: 5 });
[counter] = [6];
