/** A first title for an incident from the name of its first file: `inc-search_2022.zip` → `Inc search 2022`. */
export function suggestTitle(fileName: string): string {
  const words = fileName
    .replace(
      /(\.(zip|tar|tgz|json|jsonl|ndjson|csv|tsv|xlsx|vtt|log|txt|eml|mbox|ics|docx|pdf|gz|zst))+$/i,
      '',
    )
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
