import type { Loose } from './dropped-files.ts';

interface Target {
  incident: string | null;
}

export function chooseFiles({ incident }: Target): void {
  choose((chosen) => offer(incident, { files: chosen, folders: [] }));
}

export function chooseFolder({ incident }: Target): void {
  choose((chosen) => {
    const name = chosen[0]?.webkitRelativePath.split('/')[0] ?? 'folder';
    const files = chosen.map((file) => ({
      path: file.webkitRelativePath.split('/').slice(1).join('/'),
      file,
    }));
    return offer(incident, { files: [], folders: files.length === 0 ? [] : [{ name, files }] });
  }, true);
}

async function offer(incident: string | null, loose: Loose): Promise<void> {
  const { offerFiles } = await import('./offer.ts');
  await offerFiles(incident, async () => loose);
}

function choose(take: (files: File[]) => Promise<void>, isFolder = false): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = isFolder;
  input.addEventListener('change', () => void take([...(input.files ?? [])]));
  input.click();
}
