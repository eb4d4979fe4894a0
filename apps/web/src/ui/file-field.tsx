interface FileFieldProps {
  label: string;
  /** Extensions and types, as in `accept` of an input. */
  accept: string;
  /** The name of the selected file. */
  name: string | null;
  onFile: (file: File | null) => void;
}

/** Looks like the other controls: browsers draw a file input in their own style. */
export function FileField({ label, accept, name, onFile }: FileFieldProps) {
  return (
    <label className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm pointer-coarse:min-h-11">
      <span className="font-medium">{label}</span>
      <span className="inline-flex h-8 cursor-pointer items-center rounded-md border border-line-strong bg-sheet px-3 font-medium pointer-coarse:h-11 hover:bg-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
        Select a file
        <input
          type="file"
          accept={accept}
          onChange={({ target }) => onFile(target.files?.[0] ?? null)}
          className="sr-only"
        />
      </span>
      {name !== null && <span className="min-w-0 wrap-anywhere text-ink-soft">{name}</span>}
    </label>
  );
}
