const local = 1, other = 2
interface local { a: string }
export = { a: 1 }
function behind() {}
