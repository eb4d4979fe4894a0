import { say, sayProblem } from '../../ui/toast.tsx';

/** Puts a text where it can be pasted from, and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say({ title: 'Copied' });
  } catch {
    sayProblem(new Error("Couldn't copy. Select the text and copy it yourself."));
  }
}
