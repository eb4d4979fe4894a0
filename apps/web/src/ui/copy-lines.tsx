import { CopyButton } from './copy-box.tsx';

/** Lines to paste somewhere, such as a configuration. */
export function CopyLines({ label, text }: { label: string; text: string }) {
  return (
    <figure className="mt-3">
      <figcaption className="mb-1 flex items-center justify-between gap-2 text-sm font-medium">
        {label}
        <CopyButton text={text} />
      </figcaption>
      <pre className="max-h-64 overflow-auto rounded-md border border-line bg-wash p-2.5 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
    </figure>
  );
}
