export default function f(a: string): void
export default function f(a: number): void
export default function f(a: any) {}
export default interface f { a: string }
export interface Merged { a: string }
export interface Merged { b: string }
export function Merged() {}
export namespace Merged { export const a = 1 }
class Local {}
namespace Local { export type T = 1 }
export { Local, Local as Renamed }
