import type { LibraryKind } from '@debrief/contract';
import { Activity, BookOpenText, ListChecks, Quote } from 'lucide-react';
import type { ReactNode } from 'react';
import { entryLooks, EntryShape } from '../../ui/entry-shape.tsx';

interface KindLook {
  label: string;
  many: string;
  icon: ReactNode;
}

const entry = (type: keyof typeof entryLooks): KindLook => ({
  label: entryLooks[type].label,
  many: entryLooks[type].many,
  icon: <EntryShape type={type} size={13} />,
});
const renderIcon = (Icon: typeof Quote, color: string) => (
  <Icon size={13} strokeWidth={1.75} aria-hidden="true" style={{ color }} className="shrink-0" />
);

export const kindLooks: Record<LibraryKind, KindLook> = {
  report: { label: 'Review', many: 'Reviews', icon: renderIcon(BookOpenText, 'var(--accent)') },
  factor: entry('factor'),
  decision: entry('decision'),
  hypothesis: entry('hypothesis'),
  question: entry('question'),
  impact: entry('impact'),
  'follow-up': {
    label: 'Follow-up',
    many: 'Follow-ups',
    icon: renderIcon(ListChecks, 'var(--communication)'),
  },
  event: { label: 'Event', many: 'Events', icon: renderIcon(Activity, 'var(--context)') },
  evidence: { label: 'Evidence', many: 'Evidence', icon: renderIcon(Quote, 'var(--ink-soft)') },
};
