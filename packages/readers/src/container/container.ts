import { DomainError, type Preview, type ReadOptions } from '@debrief/contract';
import { UnpackBudget } from '../bytes/limits.ts';
import { isWorkbook } from '../office/workbook.ts';
import type { SourceReader, Upload } from '../source.ts';
import { fileSource, toSample } from '../table/table.ts';
import { openArchive, openStart, scoreArchive } from './archive.ts';
import { isBundle } from './bundle.ts';
import { previewBytes, withMember } from './members.ts';
import { type ChooseReader, fitOptions, toMemberOptions } from './member-options.ts';
import { nameMember, readArchive, reject, type Walk, withFormat } from './read-archive.ts';
import { findSkipKind } from './skip-counts.ts';

type Sample = Preview['sample'];
const nothing = { columns: [], mapping: {}, timeUnit: null, questions: [] };
const mostSamples = 5;
const mostLooks = 30;

/**
 * An archive or a folder: each of its files is recognized and read on its own. A workbook: each of
 * its sheets is read as a table.
 */
export function containerReaders(choose: ChooseReader): SourceReader[] {
  const walk = (options: ReadOptions): Walk => ({
    options,
    choose,
    budget: new UnpackBudget(),
    prefix: '',
    depth: 1,
  });
  const container: SourceReader = {
    format: 'archive',
    name: 'Archive or folder of files',
    recognise: scoreArchive,
    async source(upload, options) {
      const archive = await openArchive(upload, new UnpackBudget());
      await archive.close();
      return fileSource(upload, options);
    },
    read: (upload, options) => readArchive(upload, walk(options)),
    async preview(upload, options) {
      return { ...nothing, sample: await collectSamples(upload, walk(options)) };
    },
  };
  const workbook: SourceReader = {
    ...container,
    format: 'xlsx',
    name: 'Excel workbook',
    recognise: async (upload) => ((await isWorkbook(upload)) ? 0.97 : 0),
    source: async (upload, options) => fileSource(upload, options),
  };
  return [container, workbook];
}

async function collectSamples(upload: Upload, walk: Walk): Promise<Sample> {
  const samples: Sample = [];
  let looks = 0;
  const archive = await openStart(upload, walk.budget);
  try {
    for await (const member of archive.members()) {
      if (member.kind !== 'file' || findSkipKind(member) !== null) continue;
      const name = walk.prefix + member.path;
      const options = toMemberOptions(walk.options);
      const how = {
        name: nameMember(walk, member),
        options,
        budget: walk.budget,
        most: previewBytes,
      };
      const found = withMember(upload, member, how, (one) =>
        previewMember(one, name, { ...walk, options: withFormat(walk.options, member) }),
      );
      for await (const sample of found) samples.push(sample);
      looks += 1;
      if (samples.length >= mostSamples || looks >= mostLooks) break;
    }
  } catch (error) {
    // Only its start has arrived: the import says what is damaged.
    if (!(error instanceof DomainError)) throw error;
  } finally {
    await archive.close();
  }
  return samples.slice(0, mostSamples);
}

const samplesOfFile = 2;

async function* previewMember(
  upload: Upload,
  name: string,
  walk: Walk,
): AsyncGenerator<Sample[number]> {
  if (upload.size === 0 || isBundle(upload)) return;
  const options = toMemberOptions(walk.options);
  const rejectFile = (reason: string): Sample[number] => toSample(reject(name, reason, upload));
  const reader = await walk.choose(upload, options.format);
  if (typeof reader === 'string') {
    yield rejectFile(reader);
    return;
  }
  if (reader.format === 'archive' || reader.format === 'xlsx') {
    yield* await collectSamples(upload, { ...walk, prefix: `${name}/`, depth: walk.depth + 1 });
    return;
  }
  const fitting = await fitOptions(reader, upload, options);
  if (typeof fitting === 'string') {
    yield rejectFile(fitting);
    return;
  }
  const { sample } = await reader.preview(upload, fitting);
  for (const one of sample.slice(0, samplesOfFile))
    yield { ...one, place: one.place === 'the entire file' ? name : `${name}, ${one.place}` };
}
