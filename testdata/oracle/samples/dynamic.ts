export async function all(expr: string) {
  import('./statement'); await import('./awaited')
  if (expr) import('./behind-if'); else import('./behind-else')
  const { a, b: c, d = 1, e: f = { g: 1 }, 'h-h': i, j: { k }, default: l } = await import('./pattern')
  const { m, ...rest } = await import('./rest'), { [expr]: n } = await import('./computed')
  const o = await import('./bound'), p = (await import('./member')).p, { q } = (await import('./wrapped'))
  const r = (await import('./element'))['r'], s = (await import('./optional'))?.s, t = ((await import('./twice'))).t!.u
  const promise = import('./promise'), thenable = import('./then').then(m => m.v)
  import('./then-pattern').then(({ w, x: y = 2 }) => w + y)
  import('./then-default').then(m => ({ default: m.z }))
  import('./then-block').then((m) => { m.aa(); if (m.bb) { return m['cc'] } return `${m.dd} m ${'m'}` })
  import('./then-typed').then((m: any): any => m.ee?.ff)
  import('./then-async').then(async (m) => await m.gg)
  import('./then-none').then(() => 1)
  import('./then-whole').then(m => m); import('./then-shorthand').then(m => ({ m })); import('./then-inner').then(m => [1].map(m => m))
  import('./then-function').then(function (m) { return m.hh }); import('./then-named').then(use)
  import('./then-computed').then(m => m[expr]); import('./then-second').then(m => m.ii, e => e)
  import('./then-member').then(m => x.m + m.jj + x?.m + { m: 1 }.m)
  import('./then-nested').then(m => import('./then-inside').then(n => m.kk + n.ll))
  import('./catch').catch(() => {}); import('./chain').then(m => m.mm).then(m => m.nn)
  import(/* webpackChunkName: "a" */ './magic'); import('./trailing',); import(`./template`); import('./json', { with: { type: 'json' } })
  import(expr); import('./a' + expr); import(`./${expr}`); import.meta.glob('./*.ts')
  return import(
    // a comment
    './returned'
  )
}
export const lazy = () => import('./lazy'), object = { key: import('./property'), other: () => import('./arrow') }
export const ternary = lazy ? import('./yes') : import('./no'), list = [import('./first'), import('./second')]
const type = 1; label: import('./labelled'); ({ a: import('./in-object') }); x = import('./assigned') as Promise<any>
class Members { field = import('./field'); static { import('./static') } async method(a = import('./default')) { yield1(import('./argument')) } }
new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }); new URL("./asset.png", import.meta.url).href
new URL('./not-relative', base); new URL(`./template-url`, import.meta.url,); new Url('./other', import.meta.url); URL('./call', import.meta.url)
const resolved = [import.meta.resolve('./meta-resolved'), require.resolve('./resolved'), require.resolve('./resolved', { paths: [] })]
const tagged = tag`${import('./in-template')} ${`${import('./nested')}`}`
import("./twice").then((m) => [m.a, m.b, m.a]);
