/** Puts the caret into a search field with its text selected, so that typing replaces it. */
export function focusField(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}
