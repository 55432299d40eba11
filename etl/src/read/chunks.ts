import { type FileHandle, open } from 'node:fs/promises';

const CHUNK_BYTES = 1 << 20;

/**
 * Hands the bytes of a file over piece by piece. Every piece stands in the same memory: what is to be kept must be
 * copied.
 * @param file a path, or a file held open, which stays open
 * @param look takes a piece, of whose bytes the first `seen` were the end of the piece before; answers how many of its
 *   last bytes stand before the next piece again (fewer than a piece has), or false when it has seen enough
 */
export async function eachChunk(
  file: string | FileHandle,
  look: (bytes: Buffer, seen: number) => number | false,
): Promise<void> {
  const handle = typeof file === 'string' ? await open(file) : file;
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
    if (typeof file === 'string') await handle.close();
  }
}
