import { type MappedField, type Preview, evidenceKinds } from '@debrief/contract';
import { useState } from 'react';
import type { ReadAs } from '../../../api.ts';
import { Field, Select } from '../../../ui/field.tsx';
import { TimeField } from '../../../ui/time-field.tsx';
import { isZone, ZoneField } from '../../../ui/zone-field.tsx';
import { readTime } from '../../../ui/zoned-time.ts';
import { toBrowserWording } from './browser-wording.ts';
import { askedField, type AskedField } from './file-status.ts';
import {
  findNeededFields,
  columnWords,
  dateOrderChoices,
  formatChoices,
  isTextFormat,
  listEncodings,
  parseMapping,
  mapText,
  unitChoices,
} from './read-options.ts';
import { SavedMappingField } from './saved-mapping-field.tsx';

interface ReadAsFieldsProps {
  preview: Preview | null;
  zone: string;
  options: ReadAs;
  onOptions: (options: ReadAs) => void;
}

export function ReadAsFields({ preview, zone, options, onOptions }: ReadAsFieldsProps) {
  const [origin, setOrigin] = useState('');
  const [zoneText, setZoneText] = useState(options.zone ?? '');
  const asks = findNeededFields(preview);
  const question = (field: AskedField) => {
    const asked = preview?.format && preview.questions.find((one) => askedField(one) === field);
    return asked ? toBrowserWording(asked) : null;
  };
  // The recognized format comes first, once.
  const others = formatChoices.filter(
    (choice) => options.format !== undefined || choice.value !== preview?.format,
  );
  const isCall = preview?.format === 'webvtt';
  const set = (fields: Partial<ReadAs>) => onOptions(without({ ...options, ...fields }));
  const writtenZone = options.zone ?? zone;
  const guessed = preview?.encoding ?? null;
  const encoding = (
    <Select
      label="Encoding"
      value={options.encoding ?? ''}
      choices={listEncodings(guessed)}
      onChoose={(name) => set({ encoding: name === '' ? undefined : name })}
    />
  );
  const orderQuestion = question('dateOrder');
  const moreIsOpen =
    options.kind !== undefined ||
    options.source !== undefined ||
    options.stream !== undefined ||
    (guessed === null && options.encoding !== undefined);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 @md:grid-cols-2 @3xl:grid-cols-4">
        <Select
          label="Read as"
          value={options.format ?? ''}
          choices={[{ value: '', label: firstChoice(preview, options) }, ...others]}
          onChoose={(format) => set({ format: format === '' ? undefined : format, map: undefined })}
        />
        {asks.origin && (
          <TimeField
            label={isCall ? 'Call started' : 'Times count from'}
            text={origin}
            zone={writtenZone}
            error={question('timeOrigin')}
            onType={(text) => {
              setOrigin(text);
              const at = readTime(text, writtenZone);
              if (at !== null || text.trim() === '') set({ timeOrigin: at ?? undefined });
            }}
            hint={
              isCall
                ? 'Transcript times count from here.'
                : 'The start, for times such as “75 s” or “00:14:30”. Leave empty for full dates.'
            }
          />
        )}
        {asks.unit && (
          <Select
            label="Time unit"
            error={question('timeUnit')}
            value={options.timeUnit ?? preview?.timeUnit ?? ''}
            choices={[{ value: '', label: 'Not numbers' }, ...unitChoices]}
            onChoose={(timeUnit) => set({ timeUnit: timeUnit === '' ? undefined : timeUnit })}
          />
        )}
        {asks.zone && (
          <ZoneField
            label="Time zone"
            value={zoneText}
            error={question('zone')}
            onType={(name) => {
              setZoneText(name);
              if (name === '' || isZone(name)) set({ zone: name === '' ? undefined : name });
            }}
            hint="For times that don’t name a zone. Empty: UTC."
          />
        )}
        {(orderQuestion !== null || options.dateOrder !== undefined) && (
          <Select
            label="Dates start with"
            error={orderQuestion}
            value={options.dateOrder ?? ''}
            choices={[{ value: '', label: 'Not selected' }, ...dateOrderChoices]}
            onChoose={(order) => set({ dateOrder: order === '' ? undefined : order })}
          />
        )}
        {guessed !== null && encoding}
      </div>
      {preview && preview.columns.length > 0 && (
        <Mapping
          preview={preview}
          question={question('at')}
          chosen={options.map}
          onMap={(map) => set({ map })}
        />
      )}
      {preview && preview.columns.length > 0 && (
        <SavedMappingField
          preview={preview}
          options={options}
          onOptions={(next) => {
            setZoneText(next.zone ?? '');
            onOptions(next);
          }}
        />
      )}
      <details open={moreIsOpen} className="text-sm">
        <summary className="w-fit text-ink-soft hover:text-ink">More options</summary>
        <div className="mt-2 grid gap-3 sm:grid-cols-3">
          <Select
            label="Type of evidence"
            value={options.kind ?? ''}
            choices={[
              { value: '', label: 'Detected by format' },
              ...evidenceKinds.map((kind) => ({ value: kind, label: kind })),
            ]}
            onChoose={(kind) => set({ kind: kind === '' ? undefined : kind })}
          />
          <Field
            label="Source"
            value={options.source ?? ''}
            onChange={(event) => set({ source: event.target.value || undefined })}
            hint="The tool, such as PagerDuty."
          />
          <Field
            label="Stream"
            value={options.stream ?? ''}
            onChange={(event) => set({ stream: event.target.value || undefined })}
            hint="The channel, service or call. Empty: the file’s name."
          />
          {guessed === null && isTextFormat(preview) && encoding}
        </div>
      </details>
    </div>
  );
}

function firstChoice(preview: Preview | null, options: ReadAs): string {
  if (options.format !== undefined) return 'Detected automatically';
  return preview?.formatName ?? 'Select a format';
}

const shownFirst: MappedField[] = ['at', 'author', 'text', 'until'];
const shownLater: MappedField[] = ['email', 'title', 'kind', 'stream', 'thread', 'key'];

function Mapping({
  preview,
  question,
  chosen,
  onMap,
}: {
  preview: Preview;
  /** The questions about the time column. */
  question: string | null;
  chosen: string | undefined;
  onMap: (map: string) => void;
}) {
  // A selection takes effect at once: the next one does not wait for the server's response.
  const mapping = { ...preview.mapping, ...parseMapping(chosen ?? '') };
  const select = (field: MappedField) => (
    <Select
      key={field}
      label={columnWords[field]}
      error={field === 'at' ? question : null}
      value={mapping[field] ?? ''}
      choices={[
        { value: '', label: '—' },
        ...preview.columns.map((column) => ({ value: column, label: column })),
      ]}
      onChoose={(column) => onMap(mapText({ ...mapping, [field]: column }))}
    />
  );
  return (
    <fieldset>
      <legend className="sr-only">Columns</legend>
      <div className="grid gap-3 @md:grid-cols-2 @3xl:grid-cols-4">{shownFirst.map(select)}</div>
      <details
        className="mt-2 text-sm"
        open={shownLater.some((field) => mapping[field] !== undefined)}
      >
        <summary className="w-fit text-ink-soft hover:text-ink">More columns</summary>
        <div className="mt-2 grid gap-3 @md:grid-cols-3 @3xl:grid-cols-6">
          {shownLater.map(select)}
        </div>
      </details>
    </fieldset>
  );
}

/** Omits unset options, so that the server's guess is used. */
function without(options: { [Name in keyof ReadAs]: ReadAs[Name] | undefined }): ReadAs {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
