import { useNavigate } from '@tanstack/react-router';
import { useActions } from '../ui/keys.ts';

/** Places without a key: only the palette lists them, so they are loaded with it. */
export function useMorePlaces(): void {
  const navigate = useNavigate();
  useActions('Anywhere', [
    {
      label: 'Docs',
      also: 'help manual formats bundle',
      run: () => void navigate({ to: '/help/$page', params: { page: 'start' } }),
    },
    {
      label: "What's new",
      also: 'help changelog version release',
      run: () => void navigate({ to: '/help/$page', params: { page: 'changelog' } }),
    },
    { label: 'API', also: 'help openapi rest', run: () => globalThis.location.assign('/api/docs') },
  ]);
  useActions('Go to', [
    {
      label: 'Compare incidents',
      also: 'library side by side',
      run: () => void navigate({ to: '/library/compare' }),
    },
    {
      label: 'Rehearse a story',
      also: 'practice interview question exemplar gaps cloze',
      run: () => void navigate({ to: '/stories/rehearse' }),
    },
    {
      label: 'Shared stories and requests to confirm',
      also: 'practice mentor peer confirm',
      run: () => void navigate({ to: '/stories/shared' }),
    },
    {
      label: 'Competency coverage',
      also: 'practice principles matrix',
      run: () => void navigate({ to: '/stories/coverage' }),
    },
  ]);
}
