let table: Map<string, number> | null = null;

/** Characters of GBK's two-byte range and their bytes: the platform decodes GB18030 but does not encode it. */
function reverse(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\uFFFD') found.set(character, (lead << 8) | trail);
    }
  }
  return found;
}

/** Text in GB18030; a character outside its two-byte range becomes a question mark. */
export function encodeGb18030(text: string): Buffer {
  table ??= reverse();
  const bytes = Buffer.alloc(text.length * 2);
  let length = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < 0x80) bytes[length++] = code;
    else length = bytes.writeUInt16BE(table.get(character) ?? 0x3f3f, length);
  }
  return bytes.subarray(0, length);
}
