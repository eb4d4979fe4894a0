import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packFolder } from './pack-folder.ts';

const folder = (paths: Record<string, string>) => ({
  name: 'export',
  files: Object.entries(paths).map(([path, text]) => ({ path, file: new File([text], path) })),
});
const bytes = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('packing a folder', () => {
  it('keeps every file with its path, including empty ones', async () => {
    const packed = unzipSync(
      await bytes(
        await packFolder(
          folder({ 'users.json': '[]', 'général/2022-12-06.json': '[{"text":"é"}]', empty: '' }),
          () => {},
        ),
      ),
    );
    expect(
      Object.fromEntries(
        Object.entries(packed).map(([path, content]) => [path, strFromU8(content)]),
      ),
    ).toEqual({
      'users.json': '[]',
      'général/2022-12-06.json': '[{"text":"é"}]',
      empty: '',
    });
  });
  it('produces the same bytes for the same folder, whatever the order of its files', async () => {
    const one = await bytes(await packFolder(folder({ a: '1'.repeat(100_000), b: '2' }), () => {}));
    const other = await bytes(
      await packFolder(folder({ b: '2', a: '1'.repeat(100_000) }), () => {}),
    );
    expect(one).toEqual(other);
  });
  it('reports progress', async () => {
    const told: number[] = [];
    await packFolder(folder({ a: '', b: '', c: '' }), (done) => told.push(done));
    expect(told).toEqual([0, 1, 2]);
  });
});
