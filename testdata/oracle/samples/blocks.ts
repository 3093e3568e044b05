// Import declarations in blocks are a fault to TypeScript's checker, not to its parser.
if (onServer) {
  import { server, type Kind as K } from './server'
  import './effect';
  import whole, * as all from "./whole"
} else {
  import type Only from './type-only'
  const text = `
import not from './in-a-template'
`
}
function f() {
  import equals = require('./equals')
  return { import: 1, from: { import: 2 } }
}
class C { import = 1; export = 2; static import() { import('./lazy') } }
async function g() { return await import('./promise')['then'](m => m.a) }
const /** first */ a /* second */ = /* third */ require('./a'), /* fourth */ b = require('./b')
var
/* before */
c = require('./c')
/* after */
;
