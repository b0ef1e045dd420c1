/** Where the keyboard goes on when the control that had it is gone. */

export function focusList(): void {
  document.querySelector<HTMLElement>('[data-list="records"]')?.focus({ preventScroll: true });
}

export function focusFilter(): void {
  document.querySelector<HTMLElement>('[data-filter]')?.focus({ preventScroll: true });
}
