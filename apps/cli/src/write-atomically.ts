import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** The file appears under its name only when it is complete. */
export async function writeAtomically(
  path: string,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const part = `${path}.part`;
  // A body that fails at once must not leave a file that is opened later.
  const file = await open(part, 'w');
  try {
    await pipeline(body, file.createWriteStream());
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
