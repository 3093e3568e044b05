const local = 1, other = 2
interface local { a: string }
export default interface Named { a: string }
function behind() {}
