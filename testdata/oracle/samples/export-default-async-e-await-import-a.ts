const local = 1, other = 2
interface local { a: string }
export default async () => { await import("./a") }
function behind() {}
