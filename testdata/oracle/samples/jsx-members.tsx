import('./m').then(m => <m.Component a={m.value}>m</m.Component>)
import('./w').then(w => <Comp w={1} b={w.value} />)
import('./x').then(x => <Comp {...x} />)
export const a = b < c, d = (<T,>(e: T) => e)(1)
