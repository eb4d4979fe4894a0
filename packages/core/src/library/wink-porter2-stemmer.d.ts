declare module 'wink-porter2-stemmer' {
  /** The Porter 2 stem of a lowercase word. */
  const stem: (word: string) => string;
  export = stem;
}
