const local = 1, other = 2
interface local { a: string }
export default [1, 2]
function behind() {}
