// offsets returns the function from UTF-16 indices of text to byte offsets.
export function offsets(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return (i) => i;
  const table = new Int32Array(text.length + 1);
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    table[i] = bytes;
    const c = text.charCodeAt(i);
    if (c < 0x80) bytes += 1;
    else if (c < 0x800) bytes += 2;
    else if (c >= 0xd800 && c < 0xdc00) {
      table[++i] = bytes;
      bytes += 4;
    } else bytes += 3;
  }
  table[text.length] = bytes;
  return (i) => table[i];
}
