import { existsSync, statSync } from 'node:fs';
import { basename, join, normalize, resolve } from 'node:path';
import { CliError } from '../errors.ts';
import {
  channelFolderUpload,
  isChannelFolder,
  hasSlackFolders,
  isSlackFolder,
  listFiles,
  slackFolderUpload,
} from './slack-folder.ts';
import { fileUpload, pipeUpload, type Upload } from './upload.ts';

/**
 * The uploads of a path: a file, a Slack export, or each file of a folder. `-` is standard input.
 */
export async function openUploads(path: string): Promise<Upload[]> {
  if (path === '-') return [pipeUpload('/dev/stdin', 'standard-input')];
  // At once: loading `fs/promises` takes longer.
  const found = statSync(path);
  const name = basename(resolve(path)) || path;
  if (found.isFile()) return [fileUpload(path, nameWithFolder(path), found.size, false)];
  if (!found.isDirectory()) return [pipeUpload(path, name)];
  if (await isChannelFolder(path)) return [channelFolderUpload(path, name)];
  if ((await isSlackFolder(path)) || (await hasSlackFolders(path)))
    return [slackFolderUpload(path, name)];
  if (existsSync(join(path, '.git')))
    throw new CliError(
      'bad-file',
      `${path} is a Git repository. Import its history with: debrief import git ${path}. To import files in it, name them.`,
    );
  const uploads: Upload[] = [];
  for (const file of await listFiles(path)) {
    const inside = join(path, file);
    const named = file.includes('/') ? file : nameWithFolder(inside);
    uploads.push(fileUpload(inside, named, statSync(inside).size, true));
  }
  if (uploads.length === 0)
    throw new CliError('bad-file', `No files in ${path}. Name a file, or a folder with files.`);
  return uploads;
}

/**
 * `web-1/app.log` and `web-2/app.log` are two sources: the folder is part of a file's name, unless
 * the path names none.
 */
function nameWithFolder(path: string): string {
  const parts = resolve(path).split(/[\\/]/);
  return parts.slice(normalize(path) === basename(path) ? -1 : -2).join('/');
}
