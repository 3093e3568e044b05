import { A } from './a'
declare const implicit: A
declare function alsoImplicit(): void
export declare const shown: string
interface Implied {}
type Sort = string
declare namespace Space { const x: 1 }
import Alias = Space.x
