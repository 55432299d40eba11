import { open } from 'node:fs/promises';

const CHUNK_BYTES = 1 << 20;

/**
 * Passes the bytes of a file on piece by piece. All pieces use the same memory: copy what is to be kept.
 * @param look takes a piece, of whose bytes the first `seen` were the end of the piece before; answers how many of its
 *   last bytes stand before the next piece again (fewer than a piece has), or false when it has seen enough
 */
export async function eachChunk(
  path: string,
  look: (bytes: Buffer, seen: number) => number | false,
): Promise<void> {
  const handle = await open(path);
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    let seen = 0;
    for (let position = 0; ; ) {
      const { bytesRead } = await handle.read(buffer, seen, CHUNK_BYTES - seen, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      const end = seen + bytesRead;
      const again = look(buffer.subarray(0, end), seen);
      if (again === false) return;
      buffer.copyWithin(0, end - again, end);
      seen = again;
    }
  } finally {
    await handle.close();
  }
}
