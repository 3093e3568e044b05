type A = import('./a').A; type B = typeof import('./b'); type C = import('./c').C.D<import('./c2').E[]>
let d: import('./d').D, e: typeof import('./e').e = 1, f: Array<import('./f').F>, g: (typeof import('./g'))['h'] = 2
function i(j: import('./j').J, k?: import('./k').K, ...l: import('./l').L[]): import('./m').M { return n as import('./n').N }
const o = p satisfies import('./p').P, q = <import('./q').Q>r, s = (t: import('./t').T): import('./u').U => t
interface V extends W<import('./w').W> { x: import('./x').X; y(z: import('./y').Y): import('./z').Z; readonly [k: string]: import('./k2').K }
type AA = keyof typeof import('./aa') | (import('./bb').BB & { cc: import('./cc').CC }) | [import('./dd').DD, ee?: import('./ee').EE]
type FF = GG extends import('./gg').GG ? import('./hh').HH : import('./ii').II
type JJ = (a: import('./jj').JJ) => import('./kk').KK; type LL = new () => import('./ll').LL; type MM = { [K in keyof import('./mm').MM]: import('./nn').NN }
type OO = typeof import('./oo')['pp']; type QQ = import('./qq')['rr']; type SS = `${import('./ss').SS}`
class TT<U extends import('./uu').UU = import('./vv').VV> extends Base<import('./ww').WW> implements import2 { private xx: import('./xx').XX; yy?: import('./yy').YY; declare zz: import('./zz').ZZ }
function isType(a: unknown): a is import('./is').Is { return true } function asserts(a): asserts a is import('./asserts').A {}
call<import('./call').Call>(import('./value').then(x => x)), new Generic<typeof import('./generic')>(), tag<import('./tag').Tag>`a`
let value = import('./not-a-type'), other = cond ? import('./yes') : import('./no'), obj = { key: import('./in-object') }
const attributes: import('./with', { with: { 'resolution-mode': 'require' } }).With = 1
/** @type {import('./only-a-comment').A} */
let comment: unique symbol
