import type { FieldText } from '../fields.ts';

export const followUpFields = {
  text: {
    label: 'What to do',
    placeholder: 'Refuse an alias that lacks one of the last three days',
    isProse: true,
  },
  intent: { label: 'Intent' },
  owner: { label: 'Owner' },
  doneWhen: { label: 'Done when', placeholder: 'A replay of 6 December is refused', isProse: true },
  dueOn: { label: 'Due by' },
  trackerUrl: { label: 'Ticket', placeholder: 'https://…' },
  originId: { label: 'Comes from' },
  meant: { label: 'Kept wording' },
  verification: { label: 'What shows that it works', isProse: true },
  wontDoReason: { label: 'Why it won’t be done', isProse: true },
} as const satisfies Record<string, FieldText>;
