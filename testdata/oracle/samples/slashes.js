// Regular expressions and divisions.
var a = 1, b = a / 2 / 3, c = /'/, d = a++ / 2, e = a-- / /"/.test(b), f = (a) / 2, g = [a] / 2, h = {} / 2
if (a) /'/.test(b); while (b) /"/.exec(c); for (;;) /`/.exec(d)
function fn() { return /'/ } function gn() {} /'/.test(a)
x = function () {} / 2; y = function () { /'/.test(a) }; z = { a: 1 } / 2 / 1
a = b
/ 2 / 1
var i = a ? /'/ : /"/, j = [/'/, /"/], k = { a: /'/, b: /[/'"]/ }, l = (/'/), m = !/'/.test(a), n = typeof /'/, o = a / b.return / c
switch (a) { case /'/: break; case 1: { } /'/.test(a); default: /'/ }
do /'/.test(a); while (a) /'/.test(b)
const arrow = () => /'/, block = () => { } 
/'/.test(a)
var p = `${a / 2} ${/'/} ${`${/`/}`}`, q = a /* ' */ / 2 // '
var r = /[\]'/]/g, s = /\/'/, t = /a/ / /'/.lastIndex, u = b.if(a) / 2 / 1, v = a.of / 2 / 1
for (const w of /'/[Symbol.matchAll]('a')) ; var of = 4, ww = of / 2 / 1
label: /'/.test(a); a => /'/; async function af() { await /'/; for await (const x of y) /'/.test(x) }
function* gen() { yield /'/; yield a / 2 } var xx = void /'/, yy = a in /'/, zz = a instanceof /'/
throw1(/'/), delete /'/.a, new RegExp(/'/), ({ return: 1 }).return / 2 / 1
class K { static a = /'/; b = 1 / 2; [/'/.source]() { } c() { } static { /'/ } get d() { return 1 / 2 } }
var n1 = 1. / 2, n2 = .5 / 2, n3 = 0x1f / 2, n4 = 1e3 / 2, n5 = 1_000n / 2n, n6 = a?.b / 2 / 1, n7 = a?.1 / 2 : /'/
if (a) { } else /'/.test(b)
var str = 'a\
b' / 2, tpl = `a` / 2, esc = '\\' / 2, esc2 = "\"" / 2, reg = /\\/ / 2, cls = /[\\]/, cls2 = /[^/]/ / 1
import('./behind-all')
