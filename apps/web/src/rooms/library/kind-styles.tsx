import type { LibraryKind } from '@debrief/contract';
import {
  Activity,
  BookOpenText,
  ListChecks,
  MessageSquare,
  Presentation,
  Quote,
  ShieldCheck,
  Telescope,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { findingLooks, FindingShape } from '../../ui/finding-shape.tsx';

interface KindStyle {
  label: string;
  many: string;
  icon: ReactNode;
}

const finding = (type: keyof typeof findingLooks): KindStyle => ({
  label: findingLooks[type].label,
  many: findingLooks[type].many,
  icon: <FindingShape type={type} size={13} />,
});
const renderIcon = (Icon: typeof Quote, color: string) => (
  <Icon size={13} strokeWidth={1.75} aria-hidden="true" style={{ color }} className="shrink-0" />
);

export const kindStyles: Record<LibraryKind, KindStyle> = {
  report: { label: 'Review', many: 'Reviews', icon: renderIcon(BookOpenText, 'var(--accent)') },
  factor: finding('factor'),
  decision: finding('decision'),
  hypothesis: finding('hypothesis'),
  question: finding('question'),
  impact: finding('impact'),
  observation: finding('observation'),
  contradiction: finding('contradiction'),
  'follow-up': {
    label: 'Follow-up',
    many: 'Follow-ups',
    icon: renderIcon(ListChecks, 'var(--communication)'),
  },
  review: {
    label: 'Review decision',
    many: 'Review decisions',
    icon: renderIcon(Telescope, 'var(--decision)'),
  },
  'runbook-run': {
    label: 'Runbook',
    many: 'Runbooks',
    icon: renderIcon(ListChecks, 'var(--context)'),
  },
  safeguard: {
    label: 'Safeguard',
    many: 'Safeguards',
    icon: renderIcon(ShieldCheck, 'var(--context)'),
  },
  meeting: {
    label: 'Meeting',
    many: 'Meetings',
    icon: renderIcon(Presentation, 'var(--decision)'),
  },
  comment: {
    label: 'Comment',
    many: 'Comments',
    icon: renderIcon(MessageSquare, 'var(--ink-soft)'),
  },
  event: { label: 'Event', many: 'Events', icon: renderIcon(Activity, 'var(--context)') },
  evidence: { label: 'Evidence', many: 'Evidence', icon: renderIcon(Quote, 'var(--ink-soft)') },
};
