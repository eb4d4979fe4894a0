import type { Preview } from '@debrief/contract';
import { bytesText } from '@debrief/rules/numbers';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { previewFile, type ReadAs } from '../../../api.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Alert, ProblemNote } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { toBrowserWording } from './browser-wording.ts';
import { askedField } from './file-status.ts';
import type { OfferedFile } from './offer.ts';
import { ReadAsFields } from './read-options-fields.tsx';
import { SampleTable } from './sample-table.tsx';

interface FilePanelProps {
  /** A hidden panel keeps what was typed in it, and still reads its file. */
  isShown: boolean;
  offered: OfferedFile;
  zone: string;
  options: ReadAs;
  onOptions: (options: ReadAs) => void;
  /** How the file would be read; undefined while reading, null if that failed. */
  onPreview: (preview: Preview | null | undefined) => void;
  onRemove: () => void;
}

export function FilePanel({
  isShown,
  offered,
  zone,
  options,
  onOptions,
  onPreview,
  onRemove,
}: FilePanelProps) {
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['preview', offered.id, options],
    queryFn: ({ signal }) => previewFile(offered.file, offered.name, options, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const settled = error ? null : isPlaceholderData ? undefined : data;
  const tell = useEffectEvent(onPreview);
  useEffect(() => tell(settled), [settled]);
  return (
    <section
      aria-label={offered.name}
      aria-busy={isFetching}
      id={`panel-${offered.id}`}
      hidden={!isShown}
      className="rounded-lg border border-line"
    >
      <header className="flex items-center gap-3 border-b border-line bg-wash px-3 py-1.5">
        <h3 className="min-w-0 flex-1 truncate text-sm">
          <span className="font-medium">{offered.name}</span>{' '}
          <span className="text-ink-soft">{bytesText(offered.file.size)}</span>
        </h3>
        <p role="status" className="max-w-[45%] truncate text-sm text-ink-soft">
          {data ? (data.formatName ?? 'Unknown format') : ''}
        </p>
        <IconButton
          small
          label={`Remove ${offered.name}`}
          icon={<X size={14} />}
          onClick={onRemove}
        />
      </header>
      <div className="flex flex-col gap-4 p-3">
        <ProblemNote error={error} />
        {!data && !error && <Skeleton lines={3} label="Reading the file" />}
        {data?.format === null &&
          data.questions.map((reason) => (
            <Alert key={reason} title="This file can't be imported">
              <p>{toBrowserWording(reason)}</p>
            </Alert>
          ))}
        {data?.format !== null &&
          data?.questions
            .filter((question) => askedField(question) === null)
            .map((question) => (
              <p key={question} className="rounded-md bg-highlight px-3 py-2 text-sm">
                {toBrowserWording(question)}
              </p>
            ))}
        {data?.format === 'bundle' ? (
          <p className="text-sm">
            A bundle is a complete incident. It is imported as a separate incident, exactly as
            exported.
          </p>
        ) : (
          <>
            {(data || error) && (
              <ReadAsFields
                preview={data ?? null}
                zone={zone}
                options={options}
                onOptions={onOptions}
              />
            )}
            {data && data.sample.length > 0 && (
              <SampleTable preview={data} name={offered.name} zone={options.zone ?? zone} />
            )}
          </>
        )}
      </div>
    </section>
  );
}
