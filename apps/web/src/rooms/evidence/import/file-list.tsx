import { Check, CircleAlert, CircleHelp, LoaderCircle } from 'lucide-react';
import { cx } from '../../../ui/cx.ts';
import { Select } from '../../../ui/field.tsx';
import { useMedia } from '../../../ui/use-media.ts';
import { statusWords, type FileStatus } from './file-status.ts';

interface ListedFile {
  id: string;
  name: string;
  status: FileStatus;
}

interface FileListProps {
  files: readonly ListedFile[];
  shown: string;
  onShow: (id: string) => void;
}

const icons = {
  reading: <LoaderCircle size={14} className="text-ink-faint" />,
  ready: <Check size={14} className="text-good" />,
  asks: <CircleHelp size={14} className="text-warn" />,
  unreadable: <CircleAlert size={14} className="text-danger" />,
} satisfies Record<FileStatus, unknown>;

/** The files of an import, one of which is shown: a list, or a menu on narrow screens. */
export function FileList({ files, shown, onShow }: FileListProps) {
  const isNarrow = useMedia('(max-width: 767px)');
  if (isNarrow)
    return (
      <Select
        label="File"
        value={shown}
        choices={files.map(({ id, name, status }) => ({
          value: id,
          label: `${statusWords[status]} · ${name}`,
        }))}
        onChoose={onShow}
      />
    );
  return (
    <ul aria-label="Files" className="flex w-60 shrink-0 flex-col gap-0.5">
      {files.map(({ id, name, status }) => (
        <li key={id}>
          <button
            type="button"
            aria-current={id === shown}
            onClick={() => onShow(id)}
            className={cx(
              'flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left hover:bg-wash',
              id === shown && 'bg-wash',
            )}
          >
            <span className="mt-0.5 shrink-0">{icons[status]}</span>
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{name}</span>
              <span className="block text-xs text-ink-soft">{statusWords[status]}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
