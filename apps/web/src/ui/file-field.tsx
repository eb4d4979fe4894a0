import { countText } from '@debrief/rules/numbers';

interface FileFieldProps {
  label: string;
  /** Extensions and types, as in `accept` of an input. */
  accept: string;
  /** The name of the selected file. */
  name: string | null;
  onFile: (file: File | null) => void;
}

export function FileField({ name, onFile, ...look }: FileFieldProps) {
  return (
    <Picker
      {...look}
      chosen={name}
      button="Select a file"
      onFiles={([one]) => onFile(one ?? null)}
    />
  );
}

interface FilesFieldProps extends Pick<FileFieldProps, 'label' | 'accept'> {
  files: readonly File[];
  onFiles: (files: File[]) => void;
}

export function FilesField({ files, ...rest }: FilesFieldProps) {
  const [first] = files;
  const chosen = files.length > 1 ? countText(files.length, 'file') : (first?.name ?? null);
  return <Picker {...rest} chosen={chosen} button="Select files" multiple />;
}

interface PickerProps extends Pick<FileFieldProps, 'label' | 'accept'> {
  button: string;
  chosen: string | null;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
}

/** Looks like the other controls: browsers draw a file input in their own style. */
function Picker({ label, button, chosen, onFiles, ...input }: PickerProps) {
  return (
    <label className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm pointer-coarse:min-h-11">
      <span className="font-medium">{label}</span>
      <span className="inline-flex h-8 cursor-pointer items-center rounded-md border border-line-strong bg-sheet px-3 font-medium pointer-coarse:h-11 hover:bg-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
        {button}
        <input
          type="file"
          {...input}
          onChange={({ target }) => onFiles([...(target.files ?? [])])}
          className="sr-only"
        />
      </span>
      {chosen !== null && <span className="min-w-0 wrap-anywhere text-ink-soft">{chosen}</span>}
    </label>
  );
}
