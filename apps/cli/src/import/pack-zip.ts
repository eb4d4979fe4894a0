import type { ZipFile } from 'yazl';

/** Loaded here: other imports pack nothing. */
export async function openZip(): Promise<ZipFile> {
  return new (await import('yazl')).ZipFile();
}

/** Errors: what a file of it can't be read with. */
export async function* packZip(zip: ZipFile): AsyncGenerator<Uint8Array> {
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  zip.on('error', failed.reject);
  zip.end();
  const chunks = zip.outputStream[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([chunks.next(), failed.promise]);
    if (next.done) return;
    if (next.value instanceof Uint8Array) yield next.value;
  }
}
