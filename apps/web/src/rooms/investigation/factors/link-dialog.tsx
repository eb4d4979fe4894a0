import { type Factor, linkKinds } from '@debrief/contract';
import { useState } from 'react';
import { Combobox } from '../../../ui/combobox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Select } from '../../../ui/field.tsx';
import type { OpenInvestigation } from '../use-investigation.ts';
import { factorLooks, linkWords } from '../words.ts';

interface LinkDialogProps {
  factor: Factor;
  factors: readonly Factor[];
  investigation: OpenInvestigation;
  onClose: () => void;
}

const choices = linkKinds.flatMap((kind) => [
  { value: `forth ${kind}`, label: `… ${linkWords[kind].forth} …` },
  {
    value: `back ${kind}`,
    label: `… was ${linkWords[kind].back} …`.replace('was because of', 'happened because of'),
  },
]);

export function LinkDialog({ factor, factors, investigation, onClose }: LinkDialogProps) {
  const [how, setHow] = useState('forth led-to');
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = factors.filter(
    (one) =>
      one.id !== factor.id && words.every((word) => one.statement.toLowerCase().includes(word)),
  );
  const pick = (other: Factor) => {
    const kind = linkKinds.find((one) => how.endsWith(` ${one}`));
    if (!kind) return;
    const [from, to] = how.startsWith('forth') ? [factor.id, other.id] : [other.id, factor.id];
    investigation.link(from, to, kind);
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Link to another factor" lead={factor.statement}>
      <Select label="How" value={how} choices={choices} onChoose={setHow} />
      <Combobox
        label="The other factor"
        listLabel="Factors"
        text={text}
        onTextChange={setText}
        items={found}
        onSelect={pick}
        input={{ autoFocus: true, placeholder: 'Type a word of it' }}
        note={
          found.length === 0 && (
            <p role="status" className="mt-1 px-2 py-1 text-sm text-ink-soft">
              No other factor has these words
            </p>
          )
        }
        listClass="mt-1 max-h-72 overflow-y-auto"
      >
        {(one) => (
          <>
            <span
              className="mr-1 text-2xs font-semibold"
              style={{ color: factorLooks[one.kind].color }}
            >
              {factorLooks[one.kind].label}
            </span>
            {one.statement}
          </>
        )}
      </Combobox>
    </Dialog>
  );
}
