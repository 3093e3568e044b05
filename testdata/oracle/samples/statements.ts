#!/usr/bin/env node
(await import('./hashbang')).a
do { } while (f(() => { do { } while (1) }))
/re'/.test(a)
do { a } while (b)
import afterDo from './after-do'
(await import('./after-import')).b
export { afterDo }
(await import('./after-list'))!.c
export function declared() { }
(await import('./after-function')).d
label: { }
/[/`]/g.test(a)
class Declared { static { (require('./discarded')); } }
(await import('./after-class')).e
for (const x of (await import('./of'))['f']) { }
const text = `${function () { } / 2}${class K { } / 3}`
let shifted = a >
  b, after = `` >>
  c, last = class K { } > /* ' */
  d, end = 1
switch (a) { case 1: { } default: import('./default') }
class Members { static require(a: string): void { } import(b = '') { } get require() { return 1 } }
type Templates<T = typeof import('./parameter')['default']> = `${typeof import('./template-type')}`
const tuple: [import('./tuple')['k'], A] = x, loaded = import(`./${/['"`]/.source}`)
const { 's': { 3: deep = 10n } }/* comment */= require('./deep')
const number = (2. as import('./number').N), method: Map<{ m<T = 'x'>(): A }, { k: 1 }>[] = y
