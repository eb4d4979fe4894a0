import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';
import { showProblem } from './toast.tsx';

export function CopyBox({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex items-center gap-2">
      <input
        readOnly
        aria-label={label}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-wash px-2.5 font-mono text-xs"
      />
      <CopyButton text={text} />
    </div>
  );
}

export function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => showProblem(new Error("Couldn't copy. Select the text and copy it yourself.")),
    );
  };
  return (
    <Button icon={isCopied ? <Check size={15} /> : <Copy size={15} />} onClick={copy}>
      <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
    </Button>
  );
}
