import { showToast, showProblem } from '../../ui/toast.tsx';

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ title: 'Copied' });
  } catch {
    showProblem(new Error("Couldn't copy. Select the text and copy it yourself."));
  }
}
