import type { FactorKind, LinkKind } from '@debrief/contract';

export const factorLooks: Record<FactorKind, { label: string; hint: string; color: string }> = {
  trigger: { label: 'Trigger', hint: 'What set it off', color: 'var(--detection)' },
  mechanism: {
    label: 'Mechanism',
    hint: 'How exactly one thing made the other happen',
    color: 'var(--diagnosis)',
  },
  contributor: {
    label: 'Contributor',
    hint: 'What made it possible or more likely',
    color: 'var(--context)',
  },
  mitigator: { label: 'Mitigator', hint: 'What kept it smaller', color: 'var(--repair)' },
  risk: { label: 'Risk', hint: 'What remains, and could cause harm again', color: 'var(--impact)' },
  difficulty: {
    label: 'Difficulty',
    hint: 'What made it hard to detect or fix',
    color: 'var(--decision)',
  },
  surprise: {
    label: 'Surprise',
    hint: 'What no one expected',
    color: 'var(--key-moment)',
  },
};

/** `A led to B`, and from the other end `because of A`. */
export const linkWords: Record<LinkKind, { forth: string; back: string }> = {
  'made-possible': { forth: 'made possible', back: 'made possible by' },
  'led-to': { forth: 'led to', back: 'because of' },
  'made-worse': { forth: 'made worse', back: 'made worse by' },
  limited: { forth: 'limited', back: 'limited by' },
};
