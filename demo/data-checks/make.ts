// `npm run data-demo -- FOLDER`: writes the data of documents 001 and 004 with their files of checks.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeNewType } from './new-type.ts';
import { writeQuestions } from './questions.ts';

const folders = ['001-new-type', '004-data-questions'];

export async function makeDataDemo(folder: string): Promise<void> {
  for (const name of folders)
    await cp(fileURLToPath(new URL(name, import.meta.url)), join(folder, name), {
      recursive: true,
    });
  await writeNewType(join(folder, '001-new-type'));
  await writeQuestions(join(folder, '004-data-questions'));
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (folder === undefined) {
    process.stderr.write('Name a folder: npm run data-demo -- FOLDER\n');
    process.exitCode = 64;
  } else await makeDataDemo(folder);
}
