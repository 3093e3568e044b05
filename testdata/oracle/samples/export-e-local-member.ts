const local = 1, other = 2
interface local { a: string }
export = local.member
function behind() {}
