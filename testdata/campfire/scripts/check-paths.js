// Fails when a file that operations rely on has gone.
const fs = require("fs");
for (const file of ["lib/supabase.ts", "lib/realtime/index.ts"]) {
  if (!fs.existsSync(file)) throw new Error(`${file} is missing`);
}
