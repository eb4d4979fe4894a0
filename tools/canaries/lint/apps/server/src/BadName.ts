// filename-case, and what types do not reject.
export default function shout(words: any): number {
  console.log(words);
  later();
  return [1].at(0)!;
}

async function later(): Promise<void> {}
