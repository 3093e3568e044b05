const local = 1, other = 2
interface local { a: string }
export default local as string
function behind() {}
