// filename-case, and what the types alone do not refuse.
export default function shout(words: any): number {
  console.log(words);
  later();
  return [1].at(0)!;
}

async function later(): Promise<void> {}
