import type { ChangeSuspect, Suspects, SuspectVerdict } from '@debrief/contract';

export const originWords: Record<Suspects['symptom']['origin'], string> = {
  asked: 'as you entered it',
  'impact-started': 'from the milestone Impact started',
  detected: 'from the milestone Detected',
  alert: 'from the first alert',
  timeline: 'from the first event',
  declared: 'when the incident was declared',
};

export const kindWords: Record<ChangeSuspect['kind'], string> = {
  deploy: 'Deploy',
  config: 'Configuration',
  schema: 'Schema',
  flag: 'Feature flag',
  data: 'Job or data',
  monitoring: 'Monitoring',
  text: 'Docs or tests',
};

export const verdictLooks: Record<
  SuspectVerdict['status'],
  { label: string; tone: 'good' | 'plain' | 'accent' }
> = {
  confirmed: { label: 'Confirmed', tone: 'good' },
  'ruled-out': { label: 'Dismissed', tone: 'plain' },
  supported: { label: 'Supported', tone: 'accent' },
  open: { label: 'Hypothesis', tone: 'accent' },
};
