import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { CliError } from '../errors.ts';
import { listFiles, isSlackFolder, slackFolderUpload } from './slack-folder.ts';
import { fileUpload, pipeUpload, type Upload } from './upload.ts';

/** What a path stands for: one file, one Slack export, or each file of a folder. `-` is standard input. */
export async function openUploads(path: string): Promise<Upload[]> {
  if (path === '-') return [pipeUpload('/dev/stdin', 'standard-input')];
  const found = await stat(path);
  const name = basename(resolve(path)) || path;
  if (found.isFile()) return [fileUpload(path, name, found.size, false)];
  if (!found.isDirectory()) return [pipeUpload(path, name)];
  if (await isSlackFolder(path)) return [slackFolderUpload(path, name)];
  const uploads: Upload[] = [];
  for (const file of await listFiles(path)) {
    const inside = join(path, file);
    uploads.push(fileUpload(inside, file, (await stat(inside)).size, true));
  }
  if (uploads.length === 0)
    throw new CliError('bad-file', `No files in ${path}. Name a file, or a folder with files.`);
  return uploads;
}
